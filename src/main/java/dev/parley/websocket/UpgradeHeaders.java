package dev.parley.websocket;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a request asks for a WebSocket, and if not, why, in the words Phoenix's servers use. */
public final class UpgradeHeaders {
    private UpgradeHeaders() {}

    /** Why the request is no upgrade; null if it is one. */
    public static @Nullable String problem(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1) {
            return "HTTP version " + request.version().alpnName() + " unsupported";
        }
        if (!tokens(request, "connection").contains("upgrade")) {
            return mustContain(request, "connection", "upgrade");
        }
        if (!tokens(request, "upgrade").contains("websocket")) {
            return mustContain(request, "upgrade", "websocket");
        }
        List<String> key = request.headers().getAll("sec-websocket-key");
        if (key.isEmpty() || key.get(0).isEmpty()) {
            return "'sec-websocket-key' header is absent";
        }
        if (!request.headers().getAll("sec-websocket-version").equals(List.of("13"))) {
            return "'sec-websocket-version' header must equal '13', got " + shown(request, "sec-websocket-version");
        }
        return null;
    }

    /** The comma-separated values of a header, in lower case. */
    private static List<String> tokens(HttpServerRequest request, String header) {
        List<String> tokens = new ArrayList<>();
        for (String token : list(request, header)) {
            tokens.add(token.toLowerCase(java.util.Locale.ROOT));
        }
        return tokens;
    }

    /** The comma-separated values of a header. */
    public static List<String> list(HttpServerRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : request.headers().getAll(header)) {
            for (String value : line.split(",", -1)) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }

    private static String mustContain(HttpServerRequest request, String header, String token) {
        return "'" + header + "' header must contain '" + token + "', got " + shown(request, header);
    }

    private static String shown(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
