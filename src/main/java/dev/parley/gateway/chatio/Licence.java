package dev.parley.gateway.chatio;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The licence a request names in its query. */
final class Licence {
    /** No bot has this number. */
    static final long NONE = 0;

    private Licence() {}

    static long of(HttpServerRequest request) {
        return parse(parameter(request, "license_id"));
    }

    /** A licence as it is written; {@link #NONE} for what is none. */
    static long parse(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : NONE;
    }

    /** A parameter of the query; null when it is missing or the query cannot be read. */
    static @Nullable String parameter(HttpServerRequest request, String name) {
        String query = request.query();
        if (query == null) {
            return null;
        }
        try {
            Map<String, List<String>> parameters =
                    new QueryStringDecoder(query, StandardCharsets.UTF_8, false).parameters();
            List<String> values = parameters.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        } catch (IllegalArgumentException notEncoded) {
            return null;
        }
    }
}
