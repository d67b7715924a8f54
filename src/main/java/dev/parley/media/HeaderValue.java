package dev.parley.media;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A header value with parameters: {@code form-data; name="file"; filename="a.png"}.
 *
 * @param value what stands before the first semicolon, as written
 * @param parameters by name in lower case; of a repeated one the first counts
 */
record HeaderValue(String value, Map<String, String> parameters) {
    static HeaderValue parse(String header) {
        int at = end(header, 0);
        String value = header.substring(0, at).trim();
        Map<String, String> parameters = new HashMap<>();
        while (at < header.length()) {
            int end = end(header, at + 1);
            String parameter = header.substring(at + 1, end);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).trim().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(
                        name, unquote(parameter.substring(equals + 1).trim()));
            }
            at = end;
        }
        return new HeaderValue(value, parameters);
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    // The next semicolon outside quotes, or the end.
    private static int end(String header, int from) {
        boolean quoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return header.length();
    }

    private static String unquote(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
