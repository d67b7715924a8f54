package dev.parley.gateway.gws;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How far transcripts were read, so as not to begin at their start with each poll; forgetting one costs a longer read.
 * Those that nobody asked for between two calls of {@link #age} are forgotten at the second. Belongs to one event loop.
 */
final class KnownTranscripts {
    private static final int MOST = 50_000;

    private Map<UUID, Known> young = new HashMap<>();
    private Map<UUID, Known> old = new HashMap<>();

    /**
     * A transcript as far as it was read.
     *
     * @param told the last event of which the client was told, which the store may not have heard yet
     */
    record Known(Transcript transcript, long told) {
        private static final Known NOTHING = new Known(Transcript.EMPTY, 0);
    }

    /** What is known of a chat. */
    Known of(UUID chat) {
        Known known = young.getOrDefault(chat, old.get(chat));
        if (known == null) {
            return Known.NOTHING;
        }
        put(chat, known);
        return known;
    }

    /** The client was told a chat's transcript, up to here. */
    void told(UUID chat, Transcript transcript) {
        if (transcript.seq() > of(chat).told()) {
            put(chat, new Known(transcript.withoutEntries(), transcript.seq()));
        }
    }

    private void put(UUID chat, Known known) {
        if (young.size() >= MOST) {
            age();
        }
        young.put(chat, known);
    }

    void forget(UUID chat) {
        young.remove(chat);
        old.remove(chat);
    }

    void age() {
        old = young;
        young = new HashMap<>();
    }
}
