package dev.parley.engineio;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * The request that began a connection.
 *
 * @param protocol the Engine.IO protocol, 3 or 4
 * @param path the path it was made to
 * @param query the query's parameters, decoded
 * @param headers the request's headers
 * @param origin the page it comes from, null outside browsers
 * @param address the client's address, behind trusted proxies
 */
public record Handshake(
        int protocol,
        String path,
        MultiMap query,
        MultiMap headers,
        @Nullable String origin,
        String address) {
    /** How packets look on the wire. */
    Codec codec() {
        return protocol == 3 ? CodecV3.INSTANCE : CodecV4.INSTANCE;
    }
}
