package dev.parley.phoenix;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What both transports ask before a connection is let in. */
final class Handshake {
    /** A full three-part version without pre-release, as {@code ~> 1.0.0} and {@code ~> 2.0.0} match it. */
    private static final Pattern VERSION =
            Pattern.compile("([12])\\.0\\.(?:0|[1-9]\\d*)(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    private Handshake() {}

    /** A connection that was let in. */
    record Admission(
            Serializer serializer,
            ConnectRequest request,
            @Nullable String socketId) {}

    /**
     * The serializer a client asked for.
     *
     * @param vsn the parameter {@code vsn}; clients before Phoenix 1.3 do not send it and speak V1
     * @return null if this version is not spoken
     */
    static @Nullable Serializer serializer(@Nullable Object vsn) {
        if (vsn == null) {
            return V1Serializer.INSTANCE;
        }
        if (!(vsn instanceof String text)) {
            return null;
        }
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            return null;
        }
        return version.group(1).equals("1") ? V1Serializer.INSTANCE : V2Serializer.INSTANCE;
    }

    private static @Nullable String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }

    /** Asks the application; null means refused, a failure that it failed. */
    static Future<@Nullable Admission> connect(
            EndpointSettings settings, HttpServerRequest request, JsonObject params, @Nullable String authToken) {
        Serializer serializer = serializer(params.getValue("vsn"));
        if (serializer == null) {
            return Future.succeededFuture();
        }
        ConnectRequest connect = new ConnectRequest(
                params,
                authToken,
                request.getHeader(HttpHeaders.ORIGIN),
                authority(request),
                settings.remoteAddress().apply(request));
        Future<ConnectResult> result;
        try {
            result = settings.connect().connect(connect);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return result.map(answer -> answer instanceof ConnectResult.Accepted accepted
                ? new Admission(serializer, connect, accepted.socketId())
                : null);
    }
}
