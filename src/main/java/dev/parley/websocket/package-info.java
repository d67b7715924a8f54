/** A WebSocket at the end of a Netty pipeline, for protocols that want many cheap ones; knows none of them. */
@NullMarked
package dev.parley.websocket;

import org.jspecify.annotations.NullMarked;
