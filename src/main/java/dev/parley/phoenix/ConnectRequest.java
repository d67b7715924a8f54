package dev.parley.phoenix;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection before it is accepted.
 *
 * @param params the decoded query; it stays with the socket, so what a {@link ConnectHandler} puts there its channels
 *     read in {@link ChannelSocket#params()}
 * @param authToken the token of a client with {@code authToken}, if the endpoint takes it
 * @param origin the {@code Origin} header
 * @param authority the host, and port if written, that the client addressed
 * @param remoteAddress the client's address, as the endpoint was told to find it
 */
public record ConnectRequest(
        JsonObject params,
        @Nullable String authToken,
        @Nullable String origin,
        @Nullable String authority,
        String remoteAddress) {}
