package dev.parley.engineio;

import dev.parley.websocket.SteadyClock;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a connection's polls, and the poll that waits for it: one is held until there is something to say. */
final class PollOutbox {
    static final Packet NOOP = Packet.Text.of(Packet.NOOP, "");
    static final Packet CLOSE = Packet.Text.of(Packet.CLOSE, "");

    /** What a packet costs beside its bytes. */
    private static final int OVERHEAD = 32;

    /** What may wait before a paced sender should pause, in bytes. */
    private static final int PACE = 64 << 10;

    private final Context context;
    private final EngineSettings settings;
    private final Codec codec;
    private final boolean base64;
    private List<Handler<Void>> drained = List.of();
    private List<Packet> waiting = new ArrayList<>(2);
    private long bytes;
    private @Nullable Handler<PollAnswer> poll;
    private long lastPoll = SteadyClock.millis();
    private boolean flushing;
    private boolean probing;
    private boolean released;

    /**
     * @param base64 whether the client takes no body of bytes
     */
    PollOutbox(EngineLoop loop, Codec codec, boolean base64) {
        this.context = loop.context();
        this.settings = loop.settings();
        this.codec = codec;
        this.base64 = base64;
    }

    // Polls.

    /** Answers with what waits, or as soon as something comes; false if another poll waits already. */
    boolean poll(Handler<PollAnswer> answer) {
        if (poll != null) {
            return false;
        }
        hold(answer);
        if (probing && !released) {
            released = true;
            answer(List.of(NOOP));
        } else {
            flush();
        }
        return true;
    }

    /** Keeps a poll to be answered. */
    void hold(Handler<PollAnswer> answer) {
        poll = answer;
        lastPoll = SteadyClock.millis();
    }

    /** Whether a poll waits. */
    boolean polled() {
        return poll != null;
    }

    /** Forgets a poll whose client has gone; true if it was the one that waits. */
    boolean cancel(Handler<PollAnswer> cancelled) {
        if (poll != cancelled) {
            return false;
        }
        poll = null;
        return true;
    }

    private void answer(List<Packet> packets) {
        Handler<PollAnswer> answered = poll;
        if (answered != null) {
            poll = null;
            lastPoll = SteadyClock.millis();
            boolean binary = !base64
                    && codec.wantsBinaryPayload(packets, settings.options().binaryPolls());
            byte[] body = binary ? codec.encodeBinaryPayload(packets) : codec.encodePayload(packets);
            answered.handle(new PollAnswer(null, binary, body));
        }
    }

    // What is said.

    void add(Packet packet) {
        waiting.add(packet);
        bytes += packet.size() + OVERHEAD;
        if (!flushing) {
            // At the turn's end, so that all it says goes in one answer.
            flushing = true;
            context.runOnContext(v -> {
                flushing = false;
                flush();
            });
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private void flush() {
        if (poll != null && !waiting.isEmpty() && !probing) {
            answerAll();
            List<Handler<Void>> handlers = drained;
            drained = List.of();
            handlers.forEach(handler -> handler.handle(null));
        }
    }

    /** Answers the poll that waits with all there is. */
    void answerAll() {
        answer(taken());
    }

    private List<Packet> taken() {
        List<Packet> taken = waiting;
        waiting = new ArrayList<>(2);
        bytes = 0;
        return taken;
    }

    /** True while more waits than a paced sender should add to. */
    boolean full() {
        return bytes > PACE;
    }

    /** Calls the handler once, when there is room. */
    void onceDrained(Handler<Void> handler) {
        if (full()) {
            if (drained.isEmpty()) {
                drained = new ArrayList<>(1);
            }
            drained.add(handler);
        } else {
            context.runOnContext(handler);
        }
    }

    /** Whether so much waits that the client is not worth waiting for. */
    boolean farTooMuch() {
        return settings.limits().farTooMuch(bytes);
    }

    /** Whether much waits and the client has fetched nothing for too long. */
    boolean stalled(long now) {
        return poll == null
                && bytes >= settings.limits().maxWaitingBytes()
                && now - lastPoll >= settings.limits().stallMillis();
    }

    /** Answers a poll for the last time. */
    void finish(Packet last) {
        drained = List.of();
        taken();
        answer(List.of(last));
    }

    // While a WebSocket knocks.

    /** A WebSocket is about to take over: polls are let go empty, and what is said waits. */
    void probe() {
        probing = true;
        released = false;
        answer(List.of(NOOP));
    }

    /** Lets a poll go whose client has not heard of the probe's success and polls again and again: not faster than this. */
    void release() {
        if (probing && released) {
            answer(List.of(NOOP));
        }
    }

    /** Goes on after a probe that came to nothing. */
    void resume() {
        probing = false;
        flush();
    }

    /** Lets go of the poll; what waited, and who, is for the WebSocket now. */
    void handOver(Transport webSocket) {
        answer(List.of(NOOP));
        taken().forEach(webSocket::send);
        drained.forEach(webSocket::onceDrained);
        drained = List.of();
    }
}
