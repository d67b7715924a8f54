package dev.parley.engine.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One {@code POST}.
 *
 * @param headers beside content type and user agent
 */
public record OutboundCall(URI url, Map<String, String> headers, Buffer body) {
    /** A call with a JSON body. */
    public static OutboundCall json(String url, JsonObject body) {
        return new OutboundCall(URI.create(url), Map.of(), body.toBuffer());
    }

    /** The same with one header more. */
    public OutboundCall header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new OutboundCall(url, Map.copyOf(more), body);
    }
}
