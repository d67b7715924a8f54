package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * What everything is compared with: a server of Vert.x alone that says back each text it hears on a WebSocket, and has
 * one answer to every other request.
 */
final class EchoMain {
    private static final Buffer NOTHING_NEW = Buffer.buffer("{\"messages\":[],\"statusCode\":0}");

    private EchoMain() {}

    public static void main(String[] args) throws Exception {
        BareServer.run(
                Vertx.vertx(),
                (vertx, server) -> server.webSocketHandler(
                                socket -> socket.textMessageHandler(socket::writeTextMessage))
                        .requestHandler(request -> request.response()
                                .putHeader("content-type", "application/json; charset=utf-8")
                                .end(NOTHING_NEW)));
    }
}
