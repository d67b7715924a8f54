package dev.parley.engineio;

import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** The requests that become WebSockets: of a new connection, or of one that has been polling. */
final class WebSocketRequests {
    private final EngineIoEndpoint endpoint;

    WebSocketRequests(EngineIoEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void open(HttpServerRequest request, Handshake handshake) {
        EngineLoop here = endpoint.loop();
        install(
                request,
                here,
                handshake.protocol(),
                webSocket -> webSocket.onOpen(() -> EngineIoConnection.open(here, handshake, webSocket)));
    }

    void upgrade(HttpServerRequest request, Addressed to) {
        EngineLoop here = endpoint.loop();
        request.pause();
        to.find(
                connection -> here.execute(
                        () -> install(request, here, to.protocol(), webSocket -> knock(connection, webSocket))),
                refusal -> here.execute(() -> EngineIoRoute.refuse(request, refusal)));
    }

    /** Another event loop hears of the WebSocket before its client does, and so before anything the client does then. */
    private static void knock(EngineIoConnection connection, WebSocketTransport webSocket) {
        if (connection.loop() == webSocket.loop()) {
            webSocket.onOpen(() -> {
                connection.knock(webSocket);
                return connection;
            });
        } else {
            AcrossLoops away = new AcrossLoops(connection, webSocket);
            webSocket.onOpen(() -> away);
            connection.loop().execute(() -> connection.knock(away));
        }
    }

    private static void install(
            HttpServerRequest request, EngineLoop here, int protocol, Consumer<WebSocketTransport> prepared) {
        if (UpgradeHeaders.problem(request) != null) {
            EngineIoRoute.refuse(request, Refusal.BAD_REQUEST);
            return;
        }
        boolean base64 = "1".equals(request.params().get("b64"));
        WebSocketPipeline.upgrade(request, new DefaultHttpHeaders(), null, () -> {
            WebSocketTransport webSocket = new WebSocketTransport(here, Codec.of(protocol), base64);
            prepared.accept(webSocket);
            return webSocket;
        });
    }
}
