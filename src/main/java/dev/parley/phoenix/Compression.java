package dev.parley.phoenix;

import dev.parley.websocket.UpgradeHeaders;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agreement on permessage-deflate, for one endpoint, where Vert.x would make it for the whole server.
 *
 * @param header the response header that agrees
 */
record Compression(WebSocketServerExtension extension, String header) {
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final int LEVEL = 6;

    /** Agrees to the client's first acceptable offer; null if there is none. What is unpacked is bounded. */
    static @Nullable Compression negotiate(HttpServerRequest request, SocketOptions options) {
        var handshaker = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL,
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                false,
                false,
                options.maxFrameBytes());
        for (String offer : UpgradeHeaders.list(request, "sec-websocket-extensions")) {
            for (WebSocketExtensionData data : WebSocketExtensionUtil.extractExtensions(offer)) {
                WebSocketServerExtension extension = handshaker.handshakeExtension(data);
                if (extension != null) {
                    return new Compression(extension, header(extension, data));
                }
            }
        }
        return null;
    }

    /** Netty leaves the client's window out where it is the largest; Phoenix's servers name it when asked. */
    private static String header(WebSocketServerExtension extension, WebSocketExtensionData offer) {
        WebSocketExtensionData data = extension.newReponseData();
        Map<String, String> parameters = new LinkedHashMap<>(data.parameters());
        if (offer.parameters().containsKey(CLIENT_WINDOW)) {
            parameters.putIfAbsent(CLIENT_WINDOW, "15");
        }
        StringBuilder header = new StringBuilder(data.name());
        parameters.forEach((name, value) -> {
            header.append("; ").append(name);
            if (value != null) {
                header.append('=').append(value);
            }
        });
        return header.toString();
    }
}
