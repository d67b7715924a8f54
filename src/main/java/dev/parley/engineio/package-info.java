/** An Engine.IO server (protocols 3 and 4) for Vert.x: long polling, WebSocket, and the way from one to the other. */
@NullMarked
package dev.parley.engineio;

import org.jspecify.annotations.NullMarked;
