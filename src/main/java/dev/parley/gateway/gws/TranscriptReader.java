package dev.parley.gateway.gws;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a log as a transcript, a page at a time, and keeps what is asked for: to the log's end, or until an answer is
 * full. For one reading.
 */
final class TranscriptReader {
    /** An answer has no more entries than this, nor much more text; the next one goes on. */
    static final int MOST_ENTRIES = 1_000;

    private static final int MOST_TEXT = 1 << 20;

    private final Predicate<Entry> wanted;
    private final Function<Body.Image, String> imageUrl;
    private final List<Entry> entries = new ArrayList<>();
    private Transcript transcript;
    private int text;

    private TranscriptReader(Transcript start, Predicate<Entry> wanted, Function<Body.Image, String> imageUrl) {
        this.transcript = start;
        this.wanted = wanted;
        this.imageUrl = imageUrl;
    }

    /** What was asked for, with the transcript up to where the reading came. */
    record Read(List<Entry> entries, Transcript transcript) {}

    /** Reads on from a transcript. */
    static Future<Read> read(
            LogReader log,
            UUID chat,
            Transcript start,
            Predicate<Entry> wanted,
            Function<Body.Image, String> imageUrl) {
        TranscriptReader reading = new TranscriptReader(start, wanted, imageUrl);
        return log.scan(chat, start.seq(), reading::take).map(done -> new Read(reading.entries, reading.transcript));
    }

    private boolean take(Event event) {
        transcript = transcript.after(event, imageUrl);
        transcript.entries().stream().filter(wanted).forEach(this::keep);
        return entries.size() < MOST_ENTRIES && text < MOST_TEXT;
    }

    private void keep(Entry entry) {
        entries.add(entry);
        String said = entry.text();
        text += said == null ? 0 : said.length();
    }
}
