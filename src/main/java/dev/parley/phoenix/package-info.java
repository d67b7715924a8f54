/** A Phoenix Channels server for Vert.x: frames, serializers, sockets, channels, WebSocket and LongPoll. It knows nothing of chat or bots. */
@NullMarked
package dev.parley.phoenix;

import org.jspecify.annotations.NullMarked;
