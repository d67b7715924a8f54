package dev.parley.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Handler;

/**
 * One WebSocket, for a protocol to extend. It is the last handler of the Netty pipeline, in the place of Vert.x's own: so an
 * idle socket costs a handful of objects and no queues, one encoded message serves many sockets, a burst is flushed once, and
 * a broken frame is answered with its close code, which Vert.x would make 1000.
 *
 * <pre>
 * client ---> {@link FrameReader} ---> received(), ponged()      of the protocol
 * client <--- {@link Backlog} <------- send(), ping()
 *             {@link CloseHandshake}   close()                   either side, once
 * </pre>
 *
 * <p>What a client does not read is bounded: while its backlog is full it is not read either, so that it cannot ask for more,
 * and what waits is held against its {@link WebSocketLimits}. Everything runs on its event loop.
 */
public abstract class WebSocketConnection extends ChannelInboundHandlerAdapter {
    private final Context context;
    private final WebSocketLimits limits;

    @SuppressWarnings("NullAway.Init") // these three: made when it is put into the pipeline, before anything else
    private FrameReader reader;

    @SuppressWarnings("NullAway.Init")
    private Backlog backlog;

    @SuppressWarnings("NullAway.Init")
    private CloseHandshake end;

    /**
     * @param context of the event loop it lives on
     */
    protected WebSocketConnection(Context context, WebSocketLimits limits) {
        this.context = context;
        this.limits = limits;
    }

    /** Milliseconds of a clock that only goes forward. */
    public static long now() {
        return SteadyClock.millis();
    }

    final WebSocketLimits limits() {
        return limits;
    }

    /** The connection stands. */
    protected abstract void opened();

    /** Takes a whole message; not called while {@link #hold} holds. */
    protected abstract void received(boolean binary, byte[] bytes);

    /** The client answered a ping, or sent a pong by itself. */
    protected void ponged() {}

    /** Nothing is sent or taken any more; called once. */
    protected abstract void ending();

    /** The connection is gone. */
    protected abstract void gone();

    // From the pipeline.

    @Override
    public void handlerAdded(ChannelHandlerContext netty) {
        reader = new Reader(netty);
        backlog = new Backlog(context, netty);
        end = new CloseHandshake(netty, backlog);
        opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) {
        if (message instanceof WebSocketFrame frame) {
            reader.read(frame);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Hands on what was read. */
    private final class Reader extends FrameReader {
        Reader(ChannelHandlerContext netty) {
            super(context, netty, limits.maxMessageBytes());
        }

        @Override
        void message(boolean binary, byte[] bytes) {
            received(binary, bytes);
        }

        @Override
        void pinged(ByteBuf data) {
            backlog.send(new PongWebSocketFrame(data.retain()));
        }

        @Override
        void ponged() {
            WebSocketConnection.this.ponged();
        }

        @Override
        void closed(CloseWebSocketFrame close) {
            if (end.begun()) {
                end.cut();
            } else {
                beginToEnd();
                backlog.discard();
                end.answer(close);
            }
        }

        @Override
        void tooBig() {
            close(CloseCode.TOO_BIG);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext netty) {
        backlog.writabilityChanged();
        if (backlog.full()) {
            reader.hold(FrameReader.BY_BACKLOG);
        } else {
            reader.release(FrameReader.BY_BACKLOG);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext netty, Throwable failure) {
        int code = CloseHandshake.codeFor(failure);
        if (code == 0) {
            end.cut();
        } else {
            VertxInternals.dispatch(context, code, this::broken);
        }
    }

    private void broken(int code) {
        if (!end.begun()) {
            beginToEnd();
            backlog.discard();
            end.say(code);
        }
        end.shutDown();
    }

    @Override
    public void channelInactive(ChannelHandlerContext netty) {
        VertxInternals.dispatch(context, netty, inactive -> {
            if (!end.begun()) {
                end.begin();
                ending();
            }
            reader.discard();
            backlog.discard();
            gone();
        });
    }

    // For the protocol.

    /**
     * Sends a message, in order; without effect once the connection is closing.
     *
     * @param bytes never changed afterwards; several connections may send the same
     */
    protected final void send(boolean binary, byte[] bytes) {
        if (end.begun()) {
            return;
        }
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        backlog.send(binary ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content));
        if (limits.farTooMuch(backlog.bytes())) {
            giveUp();
        }
    }

    /** Asks the client for a sign of life, behind what was sent. */
    protected final void ping() {
        if (!end.begun()) {
            backlog.send(new PingWebSocketFrame());
        }
    }

    /** True while more waits to be written than a paced sender should add to. */
    public final boolean writeQueueFull() {
        return backlog.full();
    }

    /** Calls the handler once, when there is room; never when the connection closes before. */
    public final void onceDrained(Handler<Void> handler) {
        if (!end.begun()) {
            backlog.onceDrained(handler);
        }
    }

    /**
     * Takes no more messages, from the next one on, until every reason is {@linkplain #release released}.
     *
     * @param by a reason: 2, 4, 8 ... 64
     */
    protected final void hold(int by) {
        reader.hold(by);
    }

    /** Takes messages again unless there is another reason; the client's silence counts from now. */
    protected final void release(int by) {
        reader.release(by);
    }

    /** How long nothing has come, in milliseconds; nothing comes while it is held. */
    protected final long silentFor(long now) {
        return reader.silentFor(now);
    }

    /** Ends the connection with a close code, behind what was sent. */
    public final void close(int code) {
        if (!end.begun()) {
            beginToEnd();
            end.say(code);
        }
    }

    /** Ends the connection without a word. */
    protected final void cut() {
        end.cut();
    }

    /** Closes a client that reads too slowly; it will come back, and need not read what waits first. */
    private void giveUp() {
        beginToEnd();
        backlog.discard();
        end.say(CloseCode.TRY_LATER);
    }

    private void beginToEnd() {
        end.begin();
        reader.skip();
        ending();
    }

    /**
     * Looks at the clock for what is closing or does not read, which ends such a connection; to be called regularly.
     *
     * @return true when there is nothing else to look at
     */
    protected final boolean endsBy(long now) {
        if (end.begun()) {
            end.cutBy(now);
            return true;
        }
        if (backlog.stalled(limits, now)) {
            giveUp();
            return true;
        }
        return false;
    }
}
