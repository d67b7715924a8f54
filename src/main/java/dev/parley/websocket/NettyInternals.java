package dev.parley.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * What is used of Netty's internals, all of it here: any of it may change without notice. Only the outbound buffer knows that a
 * part of a large frame has left, and a client that reads slowly must not be taken for one that reads nothing.
 */
final class NettyInternals {
    private NettyInternals() {}

    /** How many of the bytes that were written to a channel its peer has not taken yet; on its event loop. */
    static long unwritten(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }
}
