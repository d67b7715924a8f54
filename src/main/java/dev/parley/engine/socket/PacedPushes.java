package dev.parley.engine.socket;

import dev.parley.conversation.EventJson;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.Payload;
import io.vertx.core.Handler;
import java.util.ArrayDeque;

/**
 * Pushes to a backend no faster than it reads: all that waited for it may come at once. What is pushed ahead of a slow
 * reader is more than the library lets wait without progress, so one that reads nothing is cut off, while one that reads
 * slowly is not. Belongs to the channel's event loop.
 */
final class PacedPushes {
    /** Characters pushed while the connection is full; the library's limit is a part of it, its last straw beyond. */
    private static final int AHEAD = 2 << 20;

    private final ChannelSocket socket;
    private final EventJson json;
    private final Handler<BackendMessage> pushed;
    private final ArrayDeque<BackendMessage> waiting = new ArrayDeque<>();
    private long ahead;

    /**
     * @param pushed hears of everything when it is written
     */
    PacedPushes(ChannelSocket socket, EventJson json, Handler<BackendMessage> pushed) {
        this.socket = socket;
        this.json = json;
        this.pushed = pushed;
    }

    /** Pushes now or when there is room, in order. */
    void add(BackendMessage told) {
        if (ahead > AHEAD) {
            waiting.add(told);
        } else {
            push(told);
        }
    }

    private void push(BackendMessage told) {
        String text = told.payload(json).encode();
        boolean full = socket.writeQueueFull();
        socket.push(told.name(), new Payload.Encoded(text));
        pushed.handle(told);
        if (full) {
            if (ahead == 0) {
                socket.onceDrained(room -> goOn());
            }
            ahead += text.length();
        }
    }

    private void goOn() {
        ahead = 0;
        while (ahead <= AHEAD && !waiting.isEmpty()) {
            push(waiting.remove());
        }
    }

    /** The connection has ended. */
    void clear() {
        waiting.clear();
    }
}
