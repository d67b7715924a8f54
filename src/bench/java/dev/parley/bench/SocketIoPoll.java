package dev.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A Socket.IO client that polls, by one kept connection, and hears what is for all. */
final class SocketIoPoll extends HttpOnlySocket {
    private String sid = "";
    private boolean joined;

    @Override
    String path() {
        return SocketIoSocket.PATH + "polling" + sid;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        super.channelActive(context);
        poll();
    }

    private void poll() {
        request(HttpMethod.GET, "");
    }

    private void request(HttpMethod method, String body) {
        ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path(), content);
        request.headers().set(HttpHeaderNames.HOST, "127.0.0.1");
        if (!body.isEmpty()) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        write(request);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            FullHttpResponse response = (FullHttpResponse) message;
            String body = response.content().toString(StandardCharsets.UTF_8);
            if (response.status().code() == 200) {
                answer(body);
            } else {
                broken(new IllegalStateException(response.status() + " " + body));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(String body) {
        if (sid.isEmpty()) {
            sid = "&sid=" + new JsonObject(body.substring(1)).getString("sid");
            request(HttpMethod.POST, "40");
        } else if (body.equals("2")) {
            request(HttpMethod.POST, "3");
        } else if (body.equals("ok")) {
            poll();
        } else if (!joined) {
            joined = true;
            poll();
            usable();
        } else {
            poll();
            heard();
        }
    }
}
