package dev.parley.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a connection's Netty pipeline from HTTP into WebSocket. Vert.x's own upgrade is not used: it fails on a URL that
 * {@code java.net.URI} does not like, which browsers send, has one frame limit for the whole server, and compresses for all
 * or none.
 */
public final class WebSocketPipeline {
    private WebSocketPipeline() {}

    /**
     * Makes a WebSocket of a request whose headers {@linkplain UpgradeHeaders#problem are in order}, once it has been read to
     * its end, as the HTTP decoder goes with it. A request that was paused is read on.
     *
     * @param connection made when the time has come, and never if the client has gone
     */
    public static void upgrade(
            HttpServerRequest request,
            HttpHeaders headers,
            @Nullable WebSocketServerExtension compression,
            Supplier<WebSocketConnection> connection) {
        String key = request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        Channel channel = VertxInternals.channel(request);
        request.resume();
        request.end().onSuccess(read -> {
            if (channel.isActive()) {
                install(channel, key, headers, compression, connection.get());
            }
        });
    }

    /**
     * Answers the handshake and puts the connection at the pipeline's end. The frame decoder refuses a frame above the
     * connection's limit by its header, so that it is never held in memory.
     *
     * @param key the request's {@code sec-websocket-key}
     * @param headers of the answer, beside the handshake's own
     * @param compression what was agreed on, which the headers name
     */
    private static void install(
            Channel channel,
            String key,
            HttpHeaders headers,
            @Nullable WebSocketServerExtension compression,
            WebSocketConnection connection) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(connection.limits().maxMessageBytes())
                .allowExtensions(compression != null)
                .closeOnProtocolViolation(false)
                .build();
        ChannelPipeline pipeline = channel.pipeline();
        removeHttpExtras(pipeline);
        new WebSocketServerHandshaker13("", null, config)
                .handshake(channel, request(key), headers, channel.newPromise());
        if (compression != null) {
            String last = pipeline.context(VertxInternals.CONNECTION_HANDLER).name();
            pipeline.addBefore(last, null, compression.newExtensionDecoder());
            pipeline.addBefore(last, null, compression.newExtensionEncoder());
        }
        pipeline.replace(VertxInternals.CONNECTION_HANDLER, null, connection);
    }

    /** Takes away what stands beside the HTTP codec and Vert.x: compression, upgrades, idle timers. TLS stays. */
    private static void removeHttpExtras(ChannelPipeline pipeline) {
        for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
            String name = entry.getKey();
            ChannelHandler handler = entry.getValue();
            if (!(handler instanceof SslHandler)
                    && !VertxInternals.CONNECTION_HANDLER.isInstance(handler)
                    && !name.equals("httpDecoder")
                    && !name.equals("httpEncoder")) {
                pipeline.remove(handler);
            }
        }
    }

    /** What the handshake needs of the request, which was looked at before. */
    private static FullHttpRequest request(String key) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
        request.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        return request;
    }
}
