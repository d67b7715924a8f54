/** A general Socket.IO server (Engine.IO 3 and 4 beneath it) for Vert.x; knows nothing of chat or bots. */
@NullMarked
package dev.parley.socketio;

import org.jspecify.annotations.NullMarked;
