package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a connection's packets in the answers of polls: one is held until there is something to say. */
final class PollingTransport implements Transport {
    /** As for WebSockets: how many times the limit of what waits is too much at once. */
    private static final int FAR_TOO_MUCH = 8;

    /** What a packet costs beside its bytes. */
    private static final int OVERHEAD = 32;

    /** What may wait before a paced sender should pause, in bytes. */
    private static final int PACE = 64 << 10;

    /** How long the last words of a connection that was closed wait for a poll, in milliseconds. */
    private static final long LINGER = 2_000;

    private static final Packet NOOP = Packet.Text.of(Packet.NOOP, "");
    private static final Packet CLOSE = Packet.Text.of(Packet.CLOSE, "");

    private final EngineIoConnection socket;
    private final boolean base64;
    private final List<Handler<Void>> drained = new ArrayList<>(0);
    private List<Packet> waiting = new ArrayList<>(2);
    private long bytes;
    private @Nullable Handler<PollAnswer> poll;
    private long lastPoll = WebSocketConnection.now();
    private long closeBy = Long.MAX_VALUE;
    private boolean flushing;
    private boolean probing;
    private boolean released;

    /**
     * @param base64 whether the client takes no body of bytes
     */
    PollingTransport(EngineIoConnection socket, boolean base64) {
        this.socket = socket;
        this.base64 = base64;
    }

    /** Answers with what waits, or as soon as something comes. A second poll beside a first one is an error, and the end. */
    void poll(Handler<PollAnswer> answer) {
        if (poll != null) {
            socket.fail(CloseCode.PROTOCOL_ERROR);
            answer.handle(PollAnswer.refused(Refusal.BAD_REQUEST));
            return;
        }
        poll = answer;
        lastPoll = WebSocketConnection.now();
        if (closeBy != Long.MAX_VALUE) {
            lastWords();
        } else if (probing && !released) {
            released = true;
            answer(List.of(NOOP));
        } else {
            flush();
        }
    }

    /** The client of a poll has gone. That ends the connection, as its messages may be lost. */
    void cancelled(Handler<PollAnswer> cancelled) {
        if (poll == cancelled) {
            poll = null;
            socket.fail(CloseCode.PROTOCOL_ERROR);
        }
    }

    @Override
    public void send(Packet packet) {
        if (closeBy != Long.MAX_VALUE) {
            return;
        }
        waiting.add(packet);
        bytes += packet.size() + OVERHEAD;
        if (bytes / FAR_TOO_MUCH > socket.options().maxWaitingBytes()) {
            socket.fail(CloseCode.TRY_LATER);
        } else if (!flushing) {
            // At the turn's end, so that all it says goes in one answer.
            flushing = true;
            socket.context().runOnContext(v -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        if (poll == null || waiting.isEmpty() || probing) {
            return;
        }
        answer(taken());
        List<Handler<Void>> handlers = List.copyOf(drained);
        drained.clear();
        handlers.forEach(handler -> handler.handle(null));
    }

    private List<Packet> taken() {
        List<Packet> taken = waiting;
        waiting = new ArrayList<>(2);
        bytes = 0;
        return taken;
    }

    private void answer(List<Packet> packets) {
        Handler<PollAnswer> answered = poll;
        if (answered != null) {
            poll = null;
            lastPoll = WebSocketConnection.now();
            Codec codec = socket.codec();
            boolean binary = !base64
                    && codec.wantsBinaryPayload(packets, socket.options().binaryPolls());
            byte[] body = binary ? codec.encodeBinaryPayload(packets) : codec.encodePayload(packets);
            answered.handle(new PollAnswer(null, binary, body));
        }
    }

    /** A WebSocket is about to take over: polls are let go empty, and what is said waits. */
    void probe() {
        probing = true;
        released = false;
        answer(List.of(NOOP));
    }

    /** Goes on after a probe that came to nothing. */
    void resume() {
        probing = false;
        flush();
    }

    /** Lets go of everything; what waited is for the WebSocket now. */
    List<Packet> handOver() {
        answer(List.of(NOOP));
        return taken();
    }

    List<Handler<Void>> handOverDrained() {
        return drained;
    }

    @Override
    public boolean writeQueueFull() {
        return bytes > PACE;
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        if (writeQueueFull()) {
            drained.add(handler);
        } else {
            socket.context().runOnContext(handler);
        }
    }

    @Override
    public boolean end(int code) {
        drained.clear();
        closeBy = WebSocketConnection.now() + LINGER;
        if (poll != null) {
            lastWords();
        }
        return closeBy == 0;
    }

    /**
     * Answers with what was left to say, and the next poll with the end: clients of Socket.IO 4 would hear the end first if
     * both came together.
     */
    private void lastWords() {
        if (waiting.isEmpty()) {
            finish(CLOSE);
            socket.finished();
        } else {
            answer(taken());
            closeBy = WebSocketConnection.now() + LINGER;
        }
    }

    @Override
    public void abort(int code) {
        finish(CLOSE);
    }

    /** The client has said good-bye itself. */
    void leave() {
        finish(NOOP);
    }

    /** Answers a poll for the last time. */
    private void finish(Packet last) {
        drained.clear();
        closeBy = 0;
        waiting.clear();
        answer(List.of(last));
    }

    /** Looks at the clock. */
    void sweep(long now) {
        if (now >= closeBy) {
            socket.finished();
        } else if (probing && released) {
            // A client that has not heard of the probe's success polls again and again: not faster than this.
            answer(List.of(NOOP));
        } else if (poll == null
                && bytes >= socket.options().maxWaitingBytes()
                && now - lastPoll >= socket.options().stallTimeout().toMillis()) {
            socket.fail(CloseCode.TRY_LATER);
        }
    }
}
