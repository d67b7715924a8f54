package dev.parley.phoenix;

import dev.parley.websocket.EndpointLoops;
import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code <path>/websocket}: refuses, or makes the request a WebSocket. */
final class WebSocketUpgrade implements Handler<RoutingContext> {
    private static final String PROTOCOLS = "sec-websocket-protocol";

    /** What phoenix.js puts before its token; despite the name the standard alphabet follows, without padding. */
    private static final String TOKEN_PREFIX = "base64url.bearer.phx.";

    private final EndpointSettings settings;
    private final EndpointLoops<PhoenixLoop> loops;

    WebSocketUpgrade(EndpointSettings settings, EndpointLoops<PhoenixLoop> loops) {
        this.settings = settings;
        this.loops = loops;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (loops.draining()) {
            refuse(request, 503);
        } else if (!request.method().equals(HttpMethod.GET)) {
            refuse(request, 400);
        } else if (!settings.origins().allows(request)) {
            refuse(request, 403);
        } else {
            negotiate(request);
        }
    }

    private void negotiate(HttpServerRequest request) {
        List<String> offered = UpgradeHeaders.list(request, PROTOCOLS);
        String token = null;
        if (settings.authToken()) {
            try {
                token = token(offered);
            } catch (IllegalArgumentException e) {
                refuse(request, 500);
                return;
            }
            offered.removeIf(protocol -> protocol.startsWith(TOKEN_PREFIX));
        }
        String chosen = settings.subprotocols().stream()
                .filter(offered::contains)
                .findFirst()
                .orElse(null);
        if (chosen == null && !offered.isEmpty() && !settings.subprotocols().isEmpty()) {
            refuse(request, 403);
            return;
        }
        request.pause();
        JsonObject params = Query.decode(request.query());
        PhoenixLoop loop = loops.here();
        Handshake.connect(settings, request, params, token)
                .onComplete(result -> loop.execute(() -> connected(loop, request, chosen, result)));
    }

    private static @Nullable String token(List<String> offered) {
        for (String protocol : offered) {
            if (protocol.startsWith(TOKEN_PREFIX)) {
                byte[] bytes = Base64.getDecoder().decode(protocol.substring(TOKEN_PREFIX.length()));
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private void connected(
            PhoenixLoop loop,
            HttpServerRequest request,
            @Nullable String subprotocol,
            AsyncResult<Handshake.@Nullable Admission> result) {
        Handshake.Admission admission = result.result();
        if (admission == null) {
            refuse(request, result.failed() ? 500 : 403);
            return;
        }
        String problem = UpgradeHeaders.problem(request);
        if (problem != null) {
            request.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(problem);
            return;
        }
        if (loops.draining()) {
            refuse(request, 503);
            return;
        }
        upgrade(loop, request, subprotocol, admission);
    }

    private void upgrade(
            PhoenixLoop loop, HttpServerRequest request, @Nullable String subprotocol, Handshake.Admission admission) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (subprotocol != null) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        Compression compression =
                settings.options().compression() ? Compression.negotiate(request, settings.options()) : null;
        if (compression != null) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, compression.header());
        }
        WebSocketPipeline.upgrade(
                request,
                headers,
                compression == null ? null : compression.extension(),
                () -> new WebSocketTransport(loop, admission));
    }

    private static void refuse(HttpServerRequest request, int status) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).end();
        }
    }
}
