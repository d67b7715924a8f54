package dev.parley.gateway.expertflow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Keeps anybody from having the same transcript sent again and again. Belongs to one event loop. */
final class Mailings {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Map<UUID, Long> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Notes that a transcript is sent now; throws {@link Fault} when that was done a moment ago. */
    void take(UUID conversation) {
        long now = System.nanoTime();
        Long before = sent.get(conversation);
        long left = before == null ? 0 : PAUSE.toNanos() - (now - before);
        if (left > 0) {
            throw Fault.tooMany(
                    "The transcript was just sent",
                    Math.max(1, Duration.ofNanos(left).toSeconds()));
        }
        sent.remove(conversation);
        sent.put(conversation, now);
    }

    /** It was not sent after all. */
    void forget(UUID conversation) {
        sent.remove(conversation);
    }
}
