package dev.parley.engineio;

import dev.parley.websocket.EndpointLoops;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Answers an endpoint's path: looks at a request and passes it to the transport it is for, or refuses it. */
final class EngineIoRoute implements Handler<RoutingContext> {
    private final EngineSettings settings;
    private final EndpointLoops<EngineLoop> loops;
    private final PollingRequests polling;
    private final WebSocketRequests webSockets;

    EngineIoRoute(EngineSettings settings, EndpointLoops<EngineLoop> loops) {
        this.settings = settings;
        this.loops = loops;
        polling = new PollingRequests(settings.options(), loops);
        webSockets = new WebSocketRequests(loops);
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Refusal origin = origin(request);
        if (origin != null) {
            origin.answer(request);
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(request);
        } else if (loops.draining()) {
            Refusal.STOPPING.answer(request);
        } else {
            dispatch(routing);
        }
    }

    /** Adds the headers that let a page of another origin read the answer; why it may not, else null. */
    private @Nullable Refusal origin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return null;
        }
        if (!origin.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Refusal.BAD_REQUEST;
        }
        if (!settings.origins().allows(request)) {
            return Refusal.FORBIDDEN;
        }
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                .putHeader(HttpHeaders.VARY, "Origin");
        return null;
    }

    private static void preflight(HttpServerRequest request) {
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        request.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600")
                .end();
    }

    private void dispatch(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        MultiMap query;
        try {
            query = request.params();
        } catch (IllegalArgumentException e) {
            Refusal.BAD_REQUEST.answer(request);
            return;
        }
        String transport = query.get("transport");
        String sid = query.get("sid");
        int protocol = protocol(query.get("EIO"));
        if (query.contains("j")) {
            Refusal.NO_JSONP.answer(request);
        } else if (!"polling".equals(transport) && !"websocket".equals(transport)) {
            Refusal.TRANSPORT_UNKNOWN.answer(request);
        } else if (sid != null && !sid.isEmpty()) {
            followUp(routing, transport, sid, protocol);
        } else if (!request.method().equals(HttpMethod.GET)) {
            Refusal.BAD_HANDSHAKE_METHOD.answer(request);
        } else if (protocol == 0) {
            Refusal.PROTOCOL_UNSUPPORTED.answer(request);
        } else {
            Handshake handshake = new Handshake(
                    protocol,
                    request.path(),
                    query,
                    request.headers(),
                    request.getHeader(HttpHeaders.ORIGIN),
                    settings.remoteAddress().apply(request));
            if (transport.equals("polling")) {
                polling.open(request, handshake);
            } else {
                webSockets.open(request, handshake);
            }
        }
    }

    /** The protocol's revision, 0 for one that is not spoken. */
    private static int protocol(@Nullable String eio) {
        return "4".equals(eio) ? 4 : "3".equals(eio) ? 3 : 0;
    }

    /** A request of a connection there is. */
    private void followUp(RoutingContext routing, String transport, String text, int protocol) {
        HttpServerRequest request = routing.request();
        Sid sid = Sid.parse(text);
        EngineLoop owner = sid == null ? null : loops.at(sid.loop());
        if (sid == null || owner == null) {
            Refusal.SESSION_UNKNOWN.answer(request);
            return;
        }
        Addressed to = new Addressed(owner, sid, protocol);
        if (transport.equals("websocket")) {
            webSockets.upgrade(request, to);
        } else if (request.method().equals(HttpMethod.GET)) {
            polling.poll(request, to);
        } else if (request.method().equals(HttpMethod.POST)) {
            polling.post(routing, to);
        } else {
            Refusal.BAD_REQUEST.answer(request);
        }
    }
}
