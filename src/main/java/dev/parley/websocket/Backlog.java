package dev.parley.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a WebSocket: what waits for its client, replies and pushes alike.
 *
 * <pre>
 * send --- room? --- yes -----------------------> Netty's write buffer (64 KB, copied) ---> client
 *            |                                        ^
 *            +------ no ---> queue (bytes shared) ----+ as it empties
 * </pre>
 *
 * <p>While a client reads, a message goes to Netty at once, and a burst is flushed once. What it does not read waits in a
 * queue outside of Netty, which would copy it into direct memory. Neither side is bounded here: {@link #bytes} and
 * {@link #stalled} tell when the client is to be given up, {@link #full} when a paced sender should pause.
 */
final class Backlog implements Runnable {
    private final Context context;
    private final ChannelHandlerContext netty;
    private boolean flushing;
    private boolean writing;

    /** Null while everything fits into the write buffer. */
    private @Nullable ArrayDeque<WebSocketFrame> queue;

    private long bytes;
    private @Nullable ArrayDeque<Handler<Void>> drained;

    private boolean moved;
    private long unwritten;
    private long progressed;

    Backlog(Context context, ChannelHandlerContext netty) {
        this.context = context;
        this.netty = netty;
    }

    /** Sends a frame behind all others. */
    void send(WebSocketFrame frame) {
        if (queue == null && writable()) {
            write(frame);
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            progressed = SteadyClock.millis();
            unwritten = Long.MAX_VALUE;
        }
        queue.add(frame);
        bytes += frame.content().readableBytes();
    }

    /** Sends a frame behind those that wait, and if there are none at once, as nothing can follow it. */
    void sendLast(WebSocketFrame frame) {
        if (queue == null) {
            write(frame);
        } else {
            queue.add(frame);
        }
    }

    private boolean writable() {
        return netty.channel().isWritable();
    }

    private void write(WebSocketFrame frame) {
        writing = true;
        netty.write(frame, netty.voidPromise());
        writing = false;
        if (!flushing) {
            flushing = true;
            netty.executor().execute(this);
        }
    }

    /** The end of the event loop's turn: what was said in it goes out together. */
    @Override
    public void run() {
        flushing = false;
        netty.flush();
    }

    /** The write buffer has become full, or has room again. */
    void writabilityChanged() {
        if (!writable()) {
            // It may be full only because nobody has flushed it.
            netty.flush();
        } else if (!writing) {
            // Else the frame that is being written, perhaps in parts, would be torn apart.
            fill();
        }
    }

    private void fill() {
        while (queue != null && writable()) {
            WebSocketFrame frame = queue.poll();
            if (frame == null) {
                queue = null;
            } else {
                bytes -= frame.content().readableBytes();
                moved = true;
                write(frame);
            }
        }
        if (drained != null && !full()) {
            context.runOnContext(v -> drained());
        }
    }

    /** True while more waits than a paced sender should add to. */
    boolean full() {
        return queue != null || !writable();
    }

    /** Calls the handler once, when there is room. */
    void onceDrained(Handler<Void> handler) {
        if (drained == null) {
            drained = new ArrayDeque<>(2);
        }
        drained.add(handler);
        if (!full()) {
            context.runOnContext(v -> drained());
        }
    }

    private void drained() {
        while (drained != null && !full()) {
            Handler<Void> handler = drained.poll();
            if (handler == null) {
                drained = null;
                return;
            }
            handler.handle(null);
        }
    }

    /** How many bytes wait beside what Netty's write buffer took. */
    long bytes() {
        return bytes;
    }

    /** Whether much waits and the client has taken nothing for so long; to be asked regularly. */
    boolean stalled(WebSocketLimits limits, long now) {
        if (queue == null) {
            return false;
        }
        long left = NettyInternals.unwritten(netty.channel());
        if (moved || left < unwritten) {
            progressed = now;
        }
        moved = false;
        unwritten = left;
        return bytes >= limits.maxWaitingBytes() && now - progressed >= limits.stallMillis();
    }

    /** Forgets what waits, and who waits for it to go. */
    void discard() {
        bytes = 0;
        drained = null;
        if (queue != null) {
            queue.forEach(ReferenceCountUtil::release);
            queue = null;
        }
    }
}
