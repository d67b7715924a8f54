package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all channels of one connection share: its transport, how frames are written for it, and how much of what its client sent
 * still waits to be handled. While a join is decided, or too much waits, the client is not read. Lives on its event loop.
 */
final class Connection {
    /** What may wait in the channels' mailboxes, in bytes, before the connection is no longer read. */
    private static final int MAX_WAITING = 1 << 20;

    /** How many times as much is too much at once: then it is events of this server that pile up. */
    private static final int FAR_TOO_MUCH = 8;

    private final PhoenixLoop loop;
    private final Transport transport;
    private final Handshake.Admission admission;
    private @Nullable Object kept;
    private long waiting;
    private boolean joining;
    private boolean overfull;
    private boolean ended;

    Connection(PhoenixLoop loop, Transport transport, Handshake.Admission admission) {
        this.loop = loop;
        this.transport = transport;
        this.admission = admission;
    }

    PhoenixLoop loop() {
        return loop;
    }

    Transport transport() {
        return transport;
    }

    Serializer serializer() {
        return admission.serializer();
    }

    ConnectRequest request() {
        return admission.request();
    }

    /** A name that it shares with others, null if it has none. */
    @Nullable
    String socketId() {
        return admission.socketId();
    }

    /** What the application keeps for this connection. */
    <T> T kept(Class<T> type, Supplier<T> make) {
        if (type.isInstance(kept)) {
            return type.cast(kept);
        }
        T made = make.get();
        kept = made;
        return made;
    }

    /**
     * Answers a message of the client.
     *
     * @throws IllegalArgumentException if the response has no form in the client's version
     */
    void reply(
            @Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic, String status, Payload response) {
        transport.send(serializer().reply(joinRef, ref, topic, status, response));
    }

    /** A join begins to be decided, or has been answered. */
    void joining(boolean undecided) {
        joining = undecided;
        pace();
    }

    /** Counts what begins (positive) or ends (negative) to wait in a mailbox. */
    void waiting(long bytes) {
        waiting += bytes;
        boolean now = overfull ? waiting > MAX_WAITING / 2 : waiting > MAX_WAITING;
        if (now != overfull) {
            overfull = now;
            pace();
        }
        if (waiting / FAR_TOO_MUCH > MAX_WAITING) {
            transport.close(CloseCode.TRY_LATER);
        }
    }

    private void pace() {
        if (ended) {
            return;
        }
        if (joining || overfull) {
            transport.hold();
        } else {
            transport.release();
        }
    }

    /** Nothing is said or heard any more. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }
}
