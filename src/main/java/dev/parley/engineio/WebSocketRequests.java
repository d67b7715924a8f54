package dev.parley.engineio;

import dev.parley.websocket.EndpointLoops;
import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** The requests that become WebSockets: of a new connection, or of one that has been polling. */
final class WebSocketRequests {
    private final EndpointLoops<EngineLoop> loops;

    WebSocketRequests(EndpointLoops<EngineLoop> loops) {
        this.loops = loops;
    }

    void open(HttpServerRequest request, Handshake handshake) {
        EngineLoop here = loops.here();
        install(
                request,
                here,
                handshake.codec(),
                webSocket -> webSocket.onOpen(() -> EngineIoConnection.open(here, handshake, webSocket)));
    }

    void upgrade(HttpServerRequest request, Addressed to) {
        EngineLoop here = loops.here();
        request.pause();
        to.find(
                connection -> here.execute(() -> install(
                        request, here, connection.handshake().codec(), webSocket -> knock(connection, webSocket))),
                refusal -> here.execute(() -> refusal.answer(request)));
    }

    /** Another event loop hears of the WebSocket before its client does, and so before anything the client does then. */
    private static void knock(EngineIoConnection connection, WebSocketTransport webSocket) {
        if (connection.loop() == webSocket.loop()) {
            webSocket.onOpen(() -> {
                connection.state().knock(webSocket);
                return connection;
            });
        } else {
            AcrossLoops away = new AcrossLoops(connection, webSocket);
            webSocket.onOpen(() -> away);
            connection.loop().execute(() -> connection.state().knock(away));
        }
    }

    private static void install(
            HttpServerRequest request, EngineLoop here, Codec codec, Consumer<WebSocketTransport> prepared) {
        if (UpgradeHeaders.problem(request) != null) {
            Refusal.BAD_REQUEST.answer(request);
            return;
        }
        boolean base64 = "1".equals(request.params().get("b64"));
        WebSocketPipeline.upgrade(request, new DefaultHttpHeaders(), null, () -> {
            WebSocketTransport webSocket = new WebSocketTransport(here, codec, base64);
            prepared.accept(webSocket);
            return webSocket;
        });
    }
}
