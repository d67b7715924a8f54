package dev.parley.bench;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the load generator. Everything runs on its event loop. Messages are numbered, and their answers must
 * come in order, each once: anything else ends the run.
 */
abstract class ClientSocket extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<ClientSocket> ready = new CompletableFuture<>();
    private final ArrayDeque<Sent> sent = new ArrayDeque<>(4);
    private @Nullable WebSocketClientHandshaker handshaker;
    private @Nullable Channel channel;
    private Answered answered = (socket, intended) -> {};
    private long number;
    private boolean closing;

    private record Sent(long number, long intended) {}

    /** Told of each answer. */
    interface Answered {
        /**
         * The answer is there.
         *
         * @param intended when the message was to be sent, in {@link System#nanoTime()}
         */
        void answer(ClientSocket socket, long intended);
    }

    /** The address the WebSocket is at, path and query. */
    abstract String path();

    /** The connection is open. */
    abstract void opened();

    /** A text came. */
    abstract void text(String frame);

    /** The frame that says this text. */
    abstract String message(String text);

    /** Completes when the socket can be used; fails when it broke, whenever that was. */
    CompletableFuture<ClientSocket> ready() {
        return ready;
    }

    void onAnswer(Answered handler) {
        answered = handler;
    }

    void handshaker(WebSocketClientHandshaker made) {
        handshaker = made;
    }

    int waiting() {
        return sent.size();
    }

    /** Sends the next message, which was to be sent at the intended time. */
    void say(long intended) {
        sent.add(new Sent(++number, intended));
        transmit(Text.of(number));
    }

    /** Brings a text on its way, as a rule over this socket. */
    void transmit(String text) {
        send(message(text));
    }

    void send(String text) {
        if (channel != null) {
            write(new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), text)));
        }
    }

    void write(Object message) {
        if (channel != null) {
            channel.writeAndFlush(message);
        }
    }

    /** Takes a message that was for all. */
    void heard() {
        answered.answer(this, 0);
    }

    /** Takes the answer whose text stands at this place of a frame. */
    void answered(String frame, int start) {
        Sent first = sent.poll();
        if (first == null || first.number != Text.number(frame, start)) {
            broken(new IllegalStateException("awaited " + first + ", got " + frame));
            return;
        }
        answered.answer(this, first.intended);
    }

    /** Takes the answer to the first message that has none, where nothing in it tells which it is to. */
    void answered() {
        Sent first = sent.poll();
        if (first == null) {
            broken(new IllegalStateException("an answer to nothing"));
        } else {
            answered.answer(this, first.intended);
        }
    }

    void usable() {
        ready.complete(this);
    }

    void broken(Throwable failure) {
        System.err.println("A socket of the load generator broke: " + failure);
        ready.completeExceptionally(failure);
        if (ready.isDone() && !ready.isCompletedExceptionally()) {
            // In the middle of a measurement: its statistics would be wrong.
            Runtime.getRuntime().halt(3);
        }
    }

    void close() {
        closing = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (handshaker != null) {
            handshaker.handshake(channel);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof FullHttpResponse response && handshaker != null) {
                handshaker.finishHandshake(context.channel(), response);
                opened();
            } else if (message instanceof TextWebSocketFrame frame) {
                text(frame.content().toString(StandardCharsets.UTF_8));
            } else if (message instanceof PingWebSocketFrame ping) {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!closing) {
            broken(new IllegalStateException("the server closed the connection"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken(cause);
    }
}
