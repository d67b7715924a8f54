package dev.parley.bench;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;

/** A connection that stays with HTTP. */
abstract class HttpOnlySocket extends ClientSocket {
    @Override
    final void handshaker(WebSocketClientHandshaker made) {}

    @Override
    final void opened() {}

    @Override
    final void text(String frame) {}

    @Override
    final String message(String text) {
        return "";
    }
}
