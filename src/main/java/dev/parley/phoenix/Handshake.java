package dev.parley.phoenix;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/** What both transports ask before a connection is let in. */
final class Handshake {
    private Handshake() {}

    /** A connection that was let in. */
    record Admission(
            Serializer serializer,
            ConnectRequest request,
            @Nullable String socketId) {}

    private static @Nullable String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }

    /** Asks the application; null means refused, a failure that it failed. */
    static Future<@Nullable Admission> connect(
            PhoenixEndpoint endpoint, HttpServerRequest request, JsonObject params, @Nullable String authToken) {
        Serializer serializer = Serializer.forVersion(params.getValue("vsn"));
        if (serializer == null) {
            return Future.succeededFuture();
        }
        ConnectRequest connect = new ConnectRequest(
                params,
                authToken,
                request.getHeader(HttpHeaders.ORIGIN),
                authority(request),
                endpoint.remoteAddress(request));
        Future<ConnectResult> result;
        try {
            result = endpoint.connect().connect(connect);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return result.map(answer -> answer instanceof ConnectResult.Accepted accepted
                ? new Admission(serializer, connect, accepted.socketId())
                : null);
    }
}
