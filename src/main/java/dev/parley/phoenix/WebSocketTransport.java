package dev.parley.phoenix;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.VertxHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a connection over a WebSocket. Vert.x accepts, reads and closes it; three things are done on its Netty pipeline:
 *
 * <ul>
 *   <li>the frame decoder is one with the endpoint's own limit, which refuses a frame by its header,
 *   <li>frames are written there, so that one encoded message serves many sockets without being copied, and a burst is
 *       flushed once,
 *   <li>a broken frame is answered with its close code, which Vert.x alone would make 1000.
 * </ul>
 *
 * <p>What a client does not read is bounded: while its write buffer is full it is not read either, so that it cannot ask for
 * more replies, and pushes are counted (see {@link SocketOptions}).
 */
final class WebSocketTransport extends ChannelInboundHandlerAdapter
        implements Transport, Handler<WebSocketFrame>, Runnable {
    /** Messages above this many bytes are parsed on a worker thread. */
    static final int LARGE = 256 << 10;

    /** What is written within one turn of the event loop is flushed at its end, or after so many bytes. */
    private static final int FLUSH_BYTES = 64 << 10;

    /** How many times the limit of waiting pushes is too much at once, whatever the client reads. */
    private static final int FAR_TOO_MUCH = 8;

    /** How long a closing client has to answer, in milliseconds, before its connection is cut. */
    private static final long CLOSE_GRACE = 5_000;

    /** The same after a broken frame, after which no answer can be read. */
    private static final long BROKEN_GRACE = 1_000;

    private static final int HELD_BY_SOCKET = 1;
    private static final int HELD_BY_WRITES = 2;
    private static final int HELD_BY_PARSER = 4;

    private final Shard shard;
    private final ServerWebSocket webSocket;
    private final ChannelHandlerContext netty;
    private final Socket socket;
    private long received = Shard.now();
    private long closeBy = Long.MAX_VALUE;
    private boolean closing;
    private byte held;

    private boolean flushing;
    private int unflushed;
    private @Nullable Queue<Handler<Void>> drained;
    private @Nullable Backlog backlog;

    private @Nullable Buffer fragments;
    private boolean binaryFragments;

    private WebSocketTransport(
            Shard shard, ServerWebSocket webSocket, ChannelHandlerContext netty, Handshake.Admission admission) {
        this.shard = shard;
        this.webSocket = webSocket;
        this.netty = netty;
        this.socket = new Socket(shard, this, admission.serializer(), admission.request(), admission.socketId());
    }

    /** Takes over a WebSocket just accepted, on its event loop. */
    static void open(
            Shard shard,
            ServerWebSocket webSocket,
            Channel channel,
            Handshake.Admission admission,
            @Nullable WebSocketServerExtension extension) {
        ChannelHandlerContext netty = channel.pipeline().context(VertxHandler.class);
        WebSocketTransport transport = new WebSocketTransport(shard, webSocket, netty, admission);
        transport.equip(extension);
        webSocket.frameHandler(transport);
        webSocket.closeHandler(v -> transport.closed());
        shard.add(transport);
    }

    private void equip(@Nullable WebSocketServerExtension extension) {
        ChannelPipeline pipeline = netty.pipeline();
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(shard.endpoint().options().maxFrameBytes())
                .allowExtensions(extension != null)
                .closeOnProtocolViolation(false)
                .build();
        String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
        pipeline.replace(decoder, decoder, new WebSocket13FrameDecoder(config));
        if (extension != null) {
            pipeline.addBefore(netty.name(), null, extension.newExtensionDecoder());
            pipeline.addBefore(netty.name(), null, extension.newExtensionEncoder());
        }
        pipeline.addBefore(netty.name(), null, this);
    }

    private void closed() {
        closing = true;
        socket.end();
        drained = null;
        shard.remove(this);
    }

    // Receiving.

    @Override
    public void handle(WebSocketFrame frame) {
        received = Shard.now();
        if (closing) {
            return;
        }
        if (!netty.channel().isWritable()) {
            hold(HELD_BY_WRITES);
        }
        if (frame.isText() || frame.isBinary()) {
            if (frame.isFinal()) {
                message(frame.isBinary(), frame.binaryData().getBytes());
            } else {
                fragments = frame.binaryData();
                binaryFragments = frame.isBinary();
            }
        } else if (frame.isContinuation() && fragments != null) {
            fragment(fragments, frame);
        } else if (frame.isClose()) {
            closing = true;
            closeBy = received + CLOSE_GRACE;
            socket.end();
        }
    }

    private void fragment(Buffer before, WebSocketFrame frame) {
        Buffer more = frame.binaryData();
        if ((long) before.length() + more.length() > shard.endpoint().options().maxFrameBytes()) {
            fragments = null;
            close(CloseCode.TOO_BIG);
            return;
        }
        Buffer whole = before.appendBuffer(more);
        if (frame.isFinal()) {
            fragments = null;
            message(binaryFragments, whole.getBytes());
        }
    }

    private void message(boolean binary, byte[] bytes) {
        if (bytes.length > LARGE) {
            hold(HELD_BY_PARSER);
            shard.endpoint()
                    .parsers()
                    .executeBlocking(() -> decode(binary, bytes), false)
                    .onComplete(decoded -> shard.execute(() -> parsed(decoded)));
            return;
        }
        try {
            socket.receive(decode(binary, bytes));
        } catch (MalformedException e) {
            close(e.closeCode());
        }
    }

    private Message decode(boolean binary, byte[] bytes) {
        Serializer serializer = socket.serializer();
        return binary ? serializer.decodeBinary(bytes) : serializer.decodeText(bytes);
    }

    private void parsed(AsyncResult<Message> decoded) {
        if (decoded.succeeded()) {
            socket.receive(decoded.result());
        } else {
            close(decoded.cause() instanceof MalformedException e ? e.closeCode() : CloseCode.MALFORMED);
        }
        release(HELD_BY_PARSER);
    }

    @Override
    public void hold() {
        hold(HELD_BY_SOCKET);
    }

    @Override
    public void release() {
        release(HELD_BY_SOCKET);
    }

    private void hold(int by) {
        if (held == 0 && !closing) {
            webSocket.pause();
        }
        held |= (byte) by;
    }

    private void release(int by) {
        if ((held & by) == 0) {
            return;
        }
        held &= (byte) ~by;
        received = Shard.now();
        if (held == 0) {
            webSocket.resume();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            broken(corrupted.closeStatus().code());
        } else if (cause instanceof TooLongFrameException || cause instanceof DecompressionException) {
            broken(CloseCode.TOO_BIG);
        } else if (cause instanceof CodecException) {
            broken(CloseCode.PROTOCOL_ERROR);
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void broken(int code) {
        close(code);
        closeBy = Math.min(closeBy, Shard.now() + BROKEN_GRACE);
    }

    // Sending.

    @Override
    public void send(Frame frame, boolean live) {
        if (closing) {
            return;
        }
        io.netty.handler.codec.http.websocketx.WebSocketFrame message = frame.binary()
                ? new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame.bytes()))
                : new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.bytes()));
        if (live && !netty.channel().isWritable()) {
            if (backlog == null) {
                backlog = new Backlog();
            }
            netty.write(message, netty.newPromise().addListener(backlog.add(frame.size())));
        } else {
            netty.write(message, netty.voidPromise());
        }
        flushSoon(frame.size());
        if (backlog != null
                && backlog.bytes / FAR_TOO_MUCH > shard.endpoint().options().maxWaitingPushBytes()) {
            close(CloseCode.TRY_LATER);
        }
    }

    private void flushSoon(int bytes) {
        unflushed += bytes;
        if (unflushed >= FLUSH_BYTES) {
            flush();
        } else if (!flushing) {
            flushing = true;
            netty.executor().execute(this);
        }
    }

    @Override
    public void run() {
        flushing = false;
        flush();
    }

    private void flush() {
        unflushed = 0;
        netty.flush();
    }

    @Override
    public boolean writeQueueFull() {
        return !netty.channel().isWritable();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        if (closing) {
            return;
        }
        if (drained == null) {
            drained = new ArrayDeque<>(2);
        }
        drained.add(handler);
        if (netty.channel().isWritable()) {
            shard.context().runOnContext(v -> drained());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
        if (context.channel().isWritable()) {
            release(HELD_BY_WRITES);
            if (drained != null) {
                shard.context().runOnContext(v -> drained());
            }
        }
    }

    private void drained() {
        while (drained != null && netty.channel().isWritable()) {
            Handler<Void> handler = drained.poll();
            if (handler == null) {
                drained = null;
                return;
            }
            handler.handle(null);
        }
    }

    // Ending.

    @Override
    public void close(int code) {
        if (closing) {
            return;
        }
        closing = true;
        closeBy = Shard.now() + CLOSE_GRACE;
        socket.end();
        fragments = null;
        webSocket.close((short) code);
        flush();
        if (held != 0) {
            held = 0;
            webSocket.resume();
        }
    }

    @Override
    public void sweep(long now) {
        SocketOptions options = shard.endpoint().options();
        if (closing) {
            if (now >= closeBy) {
                netty.close();
            }
        } else if (backlog != null && stalled(backlog, now)) {
            close(CloseCode.TRY_LATER);
        } else if ((held & (HELD_BY_SOCKET | HELD_BY_PARSER)) == 0
                && now - received >= options.idleTimeout().toMillis()) {
            close(CloseCode.PROTOCOL_ERROR);
        }
    }

    private boolean stalled(Backlog waiting, long now) {
        ChannelOutboundBuffer buffer = netty.channel().unsafe().outboundBuffer();
        if (waiting.bytes == 0 || buffer == null) {
            backlog = null;
            return false;
        }
        SocketOptions options = shard.endpoint().options();
        waiting.look(buffer, now);
        return waiting.bytes >= options.maxWaitingPushBytes()
                && now - waiting.progressed >= options.stallTimeout().toMillis();
    }

    /** Pushes that wait for a client that reads too slowly; made when the first one has to. */
    private static final class Backlog {
        private long bytes;
        private long written;
        private long progressed = Shard.now();
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
