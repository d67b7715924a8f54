package dev.parley.bench;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** A kept HTTP connection that asks whether there is anything new, of which there is nothing. */
final class PollSocket extends HttpOnlySocket {
    private static final String NOTHING_NEW = "\"messages\":[]";

    private final String path;

    PollSocket(String path) {
        this.path = path;
    }

    @Override
    String path() {
        return path;
    }

    @Override
    void transmit(String text) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, "127.0.0.1");
        write(request);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        super.channelActive(context);
        usable();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            FullHttpResponse response = (FullHttpResponse) message;
            String body = response.content().toString(StandardCharsets.UTF_8);
            if (response.status().code() == 200 && body.contains(NOTHING_NEW)) {
                answered();
            } else {
                broken(new IllegalStateException(response.status() + " " + body));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }
}
