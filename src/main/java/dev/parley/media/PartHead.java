package dev.parley.media;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a multipart part says.
 *
 * @param name the form field
 * @param filename the file's name, perhaps empty; null for a plain field
 * @param type the declared content type, as written
 */
record PartHead(
        @Nullable String name,
        @Nullable String filename,
        @Nullable String type) {
    static PartHead parse(String lines) {
        String name = null;
        String filename = null;
        String type = null;
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String header = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            if (header.equals("content-disposition")) {
                HeaderValue disposition = HeaderValue.parse(value);
                name = disposition.parameter("name");
                filename = disposition.parameter("filename");
            } else if (header.equals("content-type")) {
                type = value;
            }
        }
        return new PartHead(name, filename, type);
    }
}
