package dev.parley.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a WebSocket: takes frames one after the other, and makes whole messages of fragments.
 *
 * <pre>
 *              held?
 * frames ---+--- no --------------+--- ping, pong, close ---> at once
 *           |                     |
 *           +--- yes ---> queue --+--- text, binary, continuation ---> fragments ---> message
 * </pre>
 *
 * <p>It can be held for several reasons at once. Then the frames that were decoded together wait in the queue, and nothing
 * more is read from the connection, so that TCP holds the client back. Lives on its event loop.
 */
abstract class FrameReader implements Handler<WebSocketFrame> {
    /** The reason to hold that a full {@link Backlog} is; a client that does not read cannot ask for more. */
    static final int BY_BACKLOG = 1;

    private final Context context;
    private final ChannelHandlerContext netty;
    private final int maxMessageBytes;
    private long received = SteadyClock.millis();
    private byte held;
    private boolean resuming;
    private boolean skipping;

    /** What came while it was held; while it is there, nothing is read. */
    private @Nullable Queue<WebSocketFrame> queue;

    private @Nullable ByteArrayOutputStream fragments;
    private boolean binaryFragments;

    FrameReader(Context context, ChannelHandlerContext netty, int maxMessageBytes) {
        this.context = context;
        this.netty = netty;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** A whole message. */
    abstract void message(boolean binary, byte[] bytes);

    /** The client wants this back as a pong; the bytes are the frame's. */
    abstract void pinged(ByteBuf data);

    /** The client answered a ping, or sent a pong by itself. */
    abstract void ponged();

    /** The client says good-bye, or answers ours. */
    abstract void closed(CloseWebSocketFrame close);

    /** Fragments are more than a message may have. */
    abstract void tooBig();

    /** Takes a frame from the pipeline, now or when nothing holds any more. */
    void read(WebSocketFrame frame) {
        if (held == 0 && queue == null) {
            VertxInternals.dispatch(context, frame, this);
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            netty.channel().config().setAutoRead(false);
        }
        queue.add(frame);
    }

    /** Takes a frame and releases it. */
    @Override
    public void handle(WebSocketFrame frame) {
        try {
            received = SteadyClock.millis();
            if (frame instanceof CloseWebSocketFrame close) {
                closed(close);
            } else if (!skipping) {
                take(frame);
            }
        } finally {
            frame.release();
        }
    }

    private void take(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            pinged(frame.content());
        } else if (frame instanceof PongWebSocketFrame) {
            ponged();
        } else if (frame instanceof ContinuationWebSocketFrame) {
            append(frame);
        } else if (frame.isFinalFragment()) {
            message(frame instanceof BinaryWebSocketFrame, ByteBufUtil.getBytes(frame.content()));
        } else {
            binaryFragments = frame instanceof BinaryWebSocketFrame;
            fragments = new ByteArrayOutputStream();
            append(frame);
        }
    }

    private void append(WebSocketFrame frame) {
        ByteArrayOutputStream whole = fragments;
        if (whole == null) {
            return;
        }
        if ((long) whole.size() + frame.content().readableBytes() > maxMessageBytes) {
            tooBig();
            return;
        }
        whole.writeBytes(ByteBufUtil.getBytes(frame.content()));
        if (frame.isFinalFragment()) {
            fragments = null;
            message(binaryFragments, whole.toByteArray());
        }
    }

    /**
     * Takes no more, from the next frame on, until every reason is released.
     *
     * @param by a reason: a power of two up to 64
     */
    void hold(int by) {
        if (!skipping) {
            held |= (byte) by;
        }
    }

    /** Goes on unless there is another reason; the client's silence counts from now. */
    void release(int by) {
        if ((held & by) == 0) {
            return;
        }
        held &= (byte) ~by;
        if (by != BY_BACKLOG || queue != null) {
            received = SteadyClock.millis();
        }
        if (held == 0 && queue != null && !resuming) {
            // Not at once: what released us may have to say more first.
            resuming = true;
            context.runOnContext(v -> resume());
        }
    }

    /** Takes what waits until something holds again; then the connection is read on. */
    private void resume() {
        resuming = false;
        while (held == 0 && queue != null) {
            WebSocketFrame frame = queue.poll();
            if (frame == null) {
                queue = null;
                netty.channel().config().setAutoRead(true);
            } else {
                handle(frame);
            }
        }
    }

    /** How long nothing has come, in milliseconds; nothing can come while it is held, but for the client's own slowness. */
    long silentFor(long now) {
        return (held & ~BY_BACKLOG) == 0 ? now - received : 0;
    }

    /** From now on everything but a close is read over. */
    void skip() {
        skipping = true;
        held = 0;
        discard();
        netty.channel().config().setAutoRead(true);
    }

    /** Forgets what it has not handed on. */
    void discard() {
        fragments = null;
        if (queue != null) {
            queue.forEach(ReferenceCountUtil::release);
            queue = null;
        }
    }
}
