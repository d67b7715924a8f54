package dev.parley.conversation;

/**
 * How much of a log is read at once. The first event is read whatever its size, so that reading always gets on (decision 61).
 *
 * @param events how many at most, one at least
 * @param bytes of their bodies as they are stored, at most
 */
public record PageLimit(int events, long bytes) {
    private static final long MEBIBYTE = 1 << 20;

    public PageLimit {
        if (events < 1) {
            throw new IllegalArgumentException("a page of " + events + " events");
        }
    }

    /** What is read for somebody who follows a log: 100 events, 1 MiB. */
    public static final PageLimit DEFAULT = of(100);

    /** So many events, and 1 MiB. */
    public static PageLimit of(int events) {
        return new PageLimit(events, MEBIBYTE);
    }

    /** Twice as many events, for somebody who makes one of several. */
    public PageLimit longer() {
        return new PageLimit(events * 2, bytes);
    }

    /** Twice as much, for a message that does not fit. */
    public PageLimit wider() {
        return new PageLimit(events * 2, bytes * 2);
    }
}
