package dev.parley.socketio.engineio;

import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** The requests that become WebSockets: of a new connection, or of one that has been polling. */
final class WebSocketRequests {
    private final EngineIoEndpoint endpoint;

    WebSocketRequests(EngineIoEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void open(HttpServerRequest request, Handshake handshake) {
        EngineLoop here = endpoint.loop();
        request.pause();
        install(request, here, handshake.protocol(), webSocket -> EngineIoConnection.open(here, handshake, webSocket));
    }

    void upgrade(HttpServerRequest request, Addressed to) {
        EngineLoop here = endpoint.loop();
        request.pause();
        to.find(
                connection -> here.execute(
                        () -> install(request, here, to.protocol(), webSocket -> knock(connection, webSocket))),
                refusal -> here.execute(() -> EngineIoRoute.refuse(request, refusal)));
    }

    private static WebSocketTransport.Inbound knock(EngineIoConnection connection, WebSocketTransport webSocket) {
        if (connection.loop() == webSocket.loop()) {
            connection.knock(webSocket);
            return connection;
        }
        AcrossLoops away = new AcrossLoops(connection, webSocket);
        connection.loop().execute(() -> connection.knock(away));
        return away;
    }

    private static void install(
            HttpServerRequest request,
            EngineLoop here,
            int protocol,
            Function<WebSocketTransport, WebSocketTransport.Inbound> opening) {
        if (UpgradeHeaders.problem(request) != null) {
            EngineIoRoute.refuse(request, Refusal.BAD_REQUEST);
            return;
        }
        boolean base64 = "1".equals(request.params().get("b64"));
        WebSocketPipeline.upgrade(
                request,
                new DefaultHttpHeaders(),
                null,
                () -> new WebSocketTransport(here, Codec.of(protocol), base64, opening));
    }
}
