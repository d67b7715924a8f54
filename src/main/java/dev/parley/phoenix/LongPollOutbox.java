package dev.parley.phoenix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits for a session's polls, pushes and replies alike, and what an answer under way holds until it has been written.
 * One answer takes a piece of it, small enough for a slow client to have it before its request times out.
 */
final class LongPollOutbox {
    /** What one answer holds, in bytes: no more than this, but always one message. */
    static final int PIECE = 256 << 10;

    /** What may wait before a paced sender should pause, in bytes. */
    private static final int PACE = 64 << 10;

    /** What a message costs while it waits, besides its bytes. */
    private static final long OVERHEAD = 64;

    private final Deque<Frame> waiting = new ArrayDeque<>(2);
    private long bytes;

    void add(Frame frame) {
        waiting.add(frame);
        bytes += cost(frame);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How many bytes the client has still to read, near enough. */
    long bytes() {
        return bytes;
    }

    /** True while more waits than a paced sender should add to. */
    boolean full() {
        return bytes > PACE;
    }

    /** The next piece, for an answer; it counts until it is {@link #written} or {@linkplain #putBack put back}. */
    List<Frame> take() {
        List<Frame> piece = new ArrayList<>();
        long room = PIECE;
        do {
            Frame frame = waiting.remove();
            piece.add(frame);
            room -= frame.size();
        } while (!waiting.isEmpty() && waiting.element().size() <= room);
        return piece;
    }

    /** A piece is on its way to the client. */
    void written(List<Frame> piece) {
        piece.forEach(frame -> bytes -= cost(frame));
    }

    /** A piece found nobody; it goes with the next answer. */
    void putBack(List<Frame> piece) {
        for (int i = piece.size() - 1; i >= 0; i--) {
            waiting.addFirst(piece.get(i));
        }
    }

    private static long cost(Frame frame) {
        return frame.size() + OVERHEAD;
    }
}
