package dev.parley.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.ssl.SslHandler;

/**
 * The end of a WebSocket: whoever ends it says so with a close frame, the other side answers, and the server cuts the
 * connection. A client that does not answer in time is cut off.
 *
 * <pre>
 * open --- our close ------> closing --- its answer, or 2 s ---> cut
 *   |                           ^
 *   +----- a broken frame ------+  (our side of the connection ends behind the close)
 *   |
 *   +----- its close ------> answered with the same code ---> cut
 * </pre>
 */
final class CloseHandshake {
    /** How long a closing client has to answer, in milliseconds. */
    private static final long GRACE = 2_000;

    private static final long OPEN = Long.MAX_VALUE;

    private final ChannelHandlerContext netty;
    private final Backlog backlog;
    private long until = OPEN;

    CloseHandshake(ChannelHandlerContext netty, Backlog backlog) {
        this.netty = netty;
        this.backlog = backlog;
    }

    /** Whether the end has begun. */
    boolean begun() {
        return until != OPEN;
    }

    /** The time for the end counts from now. */
    void begin() {
        until = SteadyClock.millis() + GRACE;
    }

    /** Says that the server ends it, behind all that waits. */
    void say(int code) {
        backlog.sendLast(new CloseWebSocketFrame(code, ""));
    }

    /**
     * Ends the server's side of the connection behind what was said: for a client whose answer would not be understood. The
     * rest of what it sends is read over, as cutting at once would make its side throw our close frame away.
     */
    void shutDown() {
        if (netty.channel() instanceof DuplexChannel channel
                && channel.pipeline().get(SslHandler.class) == null) {
            netty.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.shutdownOutput());
        }
    }

    /** Answers the client's close with its own code, if it has one, and cuts the connection. */
    void answer(CloseWebSocketFrame close) {
        CloseWebSocketFrame answer =
                close.statusCode() < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(close.statusCode(), "");
        netty.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** Cuts the connection. */
    void cut() {
        netty.close();
    }

    /** Cuts it if the client has had its time. */
    void cutBy(long now) {
        if (now >= until) {
            cut();
        }
    }

    /** The close code for what the pipeline could not read; 0 if there is nobody to tell. */
    static int codeFor(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            return corrupted.closeStatus().code();
        }
        if (failure instanceof TooLongFrameException || failure instanceof DecompressionException) {
            return CloseCode.TOO_BIG;
        }
        return failure instanceof CodecException ? CloseCode.PROTOCOL_ERROR : 0;
    }
}
