package dev.parley.phoenix;

import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Negotiates permessage-deflate for one endpoint, where Vert.x would do it for the whole server. */
final class Compression {
    static final String HEADER = "sec-websocket-extensions";
    private static final int LEVEL = 6;

    private Compression() {}

    /** The extension for the client's first acceptable offer; null if there is none. What it unpacks is bounded. */
    static @Nullable WebSocketServerExtension negotiate(HttpServerRequest request, SocketOptions options) {
        var handshaker = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL,
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                false,
                false,
                options.maxFrameBytes());
        for (String offer : UpgradeHeaders.list(request, HEADER)) {
            for (WebSocketExtensionData data : WebSocketExtensionUtil.extractExtensions(offer)) {
                WebSocketServerExtension extension = handshaker.handshakeExtension(data);
                if (extension != null) {
                    return extension;
                }
            }
        }
        return null;
    }

    /** The response header that agrees. */
    static String answer(WebSocketServerExtension extension) {
        WebSocketExtensionData data = extension.newReponseData();
        StringBuilder header = new StringBuilder(data.name());
        for (Map.Entry<String, String> parameter : data.parameters().entrySet()) {
            header.append("; ").append(parameter.getKey());
            if (parameter.getValue() != null) {
                header.append('=').append(parameter.getValue());
            }
        }
        return header.toString();
    }
}
