package dev.parley.crash;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was seen and must never be; any thread adds to it. */
final class Violations {
    private static final int MOST = 20;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    void add(String format, Object... arguments) {
        if (found.size() < MOST) {
            found.add(format.formatted(arguments));
        }
    }

    /** Adds what is found when the claim does not hold. */
    void unless(boolean holds, String format, Object... arguments) {
        if (!holds) {
            add(format, arguments);
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
