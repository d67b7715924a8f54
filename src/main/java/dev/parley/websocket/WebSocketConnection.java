package dev.parley.websocket;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, for a protocol to extend. It is the last handler of the Netty pipeline, in the place of Vert.x's own: so an
 * idle socket costs one object and no queues, one encoded message serves many sockets without being copied, a burst is flushed
 * once, and a broken frame is answered with its close code, which Vert.x would make 1000. Everything runs on its event loop.
 *
 * <p>What a client does not read is bounded: while its write buffer is full it is not read either, so that it cannot ask for
 * more replies, and pushes are counted (see {@link #maxWaitingBytes}).
 */
public abstract class WebSocketConnection extends ChannelInboundHandlerAdapter
        implements Handler<WebSocketFrame>, Runnable {
    /** What is written within one turn of the event loop is flushed at its end, or after so many bytes. */
    private static final int FLUSH_BYTES = 64 << 10;

    /** How many times the limit of waiting pushes is too much at once, whatever the client reads. */
    private static final int FAR_TOO_MUCH = 8;

    /** How long a closing client has to answer, in milliseconds, before its connection is cut. */
    private static final long CLOSE_GRACE = 2_000;

    /** The reason to {@link #hold} that this class has itself; others are powers of two from 2 on. */
    private static final int HELD_BY_WRITES = 1;

    private final ContextInternal context;
    private @Nullable ChannelHandlerContext pipeline;
    private long received = now();
    private long closeBy = Long.MAX_VALUE;
    private boolean closing;
    private byte held;

    /** Frames that were decoded together with the one that made us hold; while there are some, nothing is read. */
    private @Nullable Queue<WebSocketFrame> pending;

    private boolean draining;
    private boolean flushing;
    private int unflushed;
    private @Nullable Queue<Handler<Void>> drained;
    private @Nullable Backlog backlog;

    private @Nullable ByteArrayOutputStream fragments;
    private boolean binaryFragments;

    /**
     * @param context of the event loop it lives on
     */
    protected WebSocketConnection(Context context) {
        this.context = (ContextInternal) context;
    }

    /** Milliseconds of a clock that only goes forward. */
    public static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** The largest frame and message taken, in bytes; one more is closed with 1009. */
    protected abstract int maxMessageBytes();

    /**
     * How many bytes of pushes may wait for a client that reads nothing for {@link #stallMillis}; then it is closed with
     * 1013. Eight times as much is too much at once.
     */
    protected abstract long maxWaitingBytes();

    /** How long such a client may read nothing, in milliseconds. */
    protected abstract long stallMillis();

    /** The connection stands. */
    protected abstract void opened();

    /** Takes a whole message; not called while {@link #hold} holds. */
    protected abstract void received(boolean binary, byte[] bytes);

    /** The client answered a ping, or sent a pong by itself. */
    protected void ponged() {}

    /** Nothing is sent or taken any more; called once or twice. */
    protected abstract void ending();

    /** The connection is gone. */
    protected abstract void gone();

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        pipeline = added;
        opened();
    }

    private ChannelHandlerContext netty() {
        return Objects.requireNonNull(pipeline);
    }

    private boolean writable() {
        return netty().channel().isWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        context.dispatch(v -> closed());
    }

    private void closed() {
        closing = true;
        ending();
        discard();
        drained = null;
        gone();
    }

    private void discard() {
        fragments = null;
        if (pending != null) {
            pending.forEach(ReferenceCountUtil::release);
            pending = null;
        }
    }

    // Receiving.

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            ReferenceCountUtil.release(message);
        } else if (held != 0 || pending != null) {
            if (pending == null) {
                pending = new ArrayDeque<>(4);
                reading.channel().config().setAutoRead(false);
            }
            pending.add(frame);
        } else {
            context.dispatch(frame, this);
        }
    }

    /** Takes one frame and releases it. */
    @Override
    public void handle(WebSocketFrame frame) {
        try {
            received = now();
            if (!closing) {
                take(frame);
            } else if (frame instanceof CloseWebSocketFrame) {
                netty().close();
            }
        } finally {
            frame.release();
        }
    }

    private void take(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            netty().write(new PongWebSocketFrame(frame.content().retain()), netty().voidPromise());
            flushSoon(frame.content().readableBytes());
        } else if (frame instanceof CloseWebSocketFrame close) {
            answer(close);
        } else if (frame instanceof ContinuationWebSocketFrame) {
            fragment(frame);
        } else if (frame.isFinalFragment()) {
            if (frame instanceof PongWebSocketFrame) {
                ponged();
            } else {
                received(frame instanceof BinaryWebSocketFrame, ByteBufUtil.getBytes(frame.content()));
            }
        } else {
            binaryFragments = frame instanceof BinaryWebSocketFrame;
            fragments = new ByteArrayOutputStream();
            fragment(frame);
        }
        if (!closing && !writable()) {
            hold(HELD_BY_WRITES);
        }
    }

    private void fragment(WebSocketFrame frame) {
        ByteArrayOutputStream whole = fragments;
        if (whole == null) {
            return;
        }
        if ((long) whole.size() + frame.content().readableBytes() > maxMessageBytes()) {
            close(CloseCode.TOO_BIG);
            return;
        }
        whole.writeBytes(ByteBufUtil.getBytes(frame.content()));
        if (frame.isFinalFragment()) {
            fragments = null;
            received(binaryFragments, whole.toByteArray());
        }
    }

    /**
     * Takes no more messages, from the next one on, until every reason is {@linkplain #release released}.
     *
     * @param by a reason: 2, 4, 8 ... 64
     */
    protected final void hold(int by) {
        held |= (byte) by;
    }

    /** Takes messages again unless there is another reason; the client's silence counts from now. */
    protected final void release(int by) {
        if ((held & by) == 0) {
            return;
        }
        held &= (byte) ~by;
        received = now();
        if (held == 0 && pending != null && !draining) {
            // Not at once: what released us may have to say more first.
            draining = true;
            context.runOnContext(v -> drainPending());
        }
    }

    /** Takes the frames that waited, until one makes us hold again; then the connection is read on. */
    private void drainPending() {
        draining = false;
        while (held == 0 && pending != null) {
            WebSocketFrame frame = pending.poll();
            if (frame == null) {
                pending = null;
                netty().channel().config().setAutoRead(true);
            } else {
                handle(frame);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            context.dispatch(v -> broken(corrupted.closeStatus().code()));
        } else if (cause instanceof TooLongFrameException || cause instanceof DecompressionException) {
            context.dispatch(v -> broken(CloseCode.TOO_BIG));
        } else if (cause instanceof CodecException) {
            context.dispatch(v -> broken(CloseCode.PROTOCOL_ERROR));
        } else {
            failed.close();
        }
    }

    /**
     * Closes after what cannot be read on: the client's answer would not be understood, so ours is the last word. The rest
     * of what it sends is read over, as closing at once would make its side throw our close frame away.
     */
    private void broken(int code) {
        close(code);
        if (netty().channel() instanceof DuplexChannel channel
                && channel.pipeline().get(SslHandler.class) == null) {
            netty().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
        }
    }

    // Sending.

    /**
     * Queues a message, in order; without effect once the connection is closing.
     *
     * @param bytes never changed afterwards; several connections may send the same
     * @param live true for a push, which counts against a slow reader; false for what answers the client
     */
    protected final void send(boolean binary, byte[] bytes, boolean live) {
        if (closing) {
            return;
        }
        WebSocketFrame message = binary
                ? new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes))
                : new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes));
        if (live && !writable()) {
            if (backlog == null) {
                backlog = new Backlog();
            }
            netty().write(message, netty().newPromise().addListener(backlog.add(bytes.length)));
        } else {
            netty().write(message, netty().voidPromise());
        }
        flushSoon(bytes.length);
        if (backlog != null && backlog.bytes / FAR_TOO_MUCH > maxWaitingBytes()) {
            close(CloseCode.TRY_LATER);
        }
    }

    /** Asks the client for a sign of life. */
    protected final void ping() {
        if (!closing) {
            netty().writeAndFlush(new PingWebSocketFrame(), netty().voidPromise());
        }
    }

    /** Ends the connection without a word. */
    protected final void cut() {
        netty().close();
    }

    private void flushSoon(int bytes) {
        unflushed += bytes;
        if (unflushed >= FLUSH_BYTES) {
            flush();
        } else if (!flushing) {
            flushing = true;
            netty().executor().execute(this);
        }
    }

    @Override
    public void run() {
        flushing = false;
        flush();
    }

    private void flush() {
        unflushed = 0;
        netty().flush();
    }

    /** True while more waits to be written than a paced sender should add to. */
    public final boolean writeQueueFull() {
        return !writable();
    }

    /** Calls the handler once, when the write queue has room. */
    public final void onceDrained(Handler<Void> handler) {
        if (closing) {
            return;
        }
        if (drained == null) {
            drained = new ArrayDeque<>(2);
        }
        drained.add(handler);
        if (writable()) {
            context.runOnContext(v -> drained());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (writable()) {
            release(HELD_BY_WRITES);
            if (drained != null) {
                context.runOnContext(v -> drained());
            }
        }
    }

    private void drained() {
        while (drained != null && writable()) {
            Handler<Void> handler = drained.poll();
            if (handler == null) {
                drained = null;
                return;
            }
            handler.handle(null);
        }
    }

    // Ending.

    /** Ends the connection with a close code. */
    public final void close(int code) {
        if (!closing) {
            beginClosing();
            netty().writeAndFlush(new CloseWebSocketFrame(code, ""), netty().voidPromise());
        }
    }

    /** Answers the client's close with its own code, if it has one, and is done. */
    private void answer(CloseWebSocketFrame close) {
        beginClosing();
        CloseWebSocketFrame echo =
                close.statusCode() < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(close.statusCode(), "");
        netty().writeAndFlush(echo).addListener(ChannelFutureListener.CLOSE);
    }

    /** From now on nothing is sent, and what comes is read over, until the client closes or its time is up. */
    private void beginClosing() {
        closing = true;
        closeBy = now() + CLOSE_GRACE;
        held = 0;
        discard();
        ending();
        netty().channel().config().setAutoRead(true);
    }

    /**
     * Looks at the clock for what is closing or does not read, which ends such a connection; to be called regularly.
     *
     * @return true when there is nothing else to look at
     */
    protected final boolean endsBy(long now) {
        if (closing) {
            if (now >= closeBy) {
                netty().close();
            }
            return true;
        }
        if (backlog != null && stalled(backlog, now)) {
            close(CloseCode.TRY_LATER);
            return true;
        }
        return false;
    }

    /** How long nothing has come, in milliseconds; nothing comes while it is held. */
    protected final long silentFor(long now) {
        return (held & ~HELD_BY_WRITES) == 0 ? now - received : 0;
    }

    private boolean stalled(Backlog waiting, long now) {
        ChannelOutboundBuffer buffer = netty().channel().unsafe().outboundBuffer();
        if (waiting.bytes == 0 || buffer == null) {
            backlog = null;
            return false;
        }
        waiting.look(buffer, now);
        return waiting.bytes >= maxWaitingBytes() && now - waiting.progressed >= stallMillis();
    }

    /** Pushes that wait for a client that reads too slowly; made when the first one has to. */
    private static final class Backlog {
        private long bytes;
        private long written;
        private long progressed = now();
        private long lastWritten;
        private long lastPart;
        private long lastPending;

        /** Counts a push until it is written or given up. */
        GenericFutureListener<Future<Void>> add(int size) {
            bytes += size;
            return done -> {
                bytes -= size;
                written += size;
            };
        }

        /** Notes whether anything was written since the last look, be it part of a frame. */
        void look(ChannelOutboundBuffer buffer, long now) {
            long part = buffer.currentProgress();
            long pending = buffer.totalPendingWriteBytes();
            if (written != lastWritten || part != lastPart || pending < lastPending) {
                progressed = now;
            }
            lastWritten = written;
            lastPart = part;
            lastPending = pending;
        }
    }
}
