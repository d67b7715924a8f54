/** The gateway for clients of chat.io's customer SDK: Customer API 0.4 and 0.5 over socket.io, WebSocket and HTTP. */
@NullMarked
package dev.parley.gateway.chatio;

import org.jspecify.annotations.NullMarked;
