package dev.parley.gateway.gws;

import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads a log to its end as a transcript, page by page, and keeps what is asked for. For one reading. */
final class TranscriptReader {
    /** An answer has no more entries than this, nor much more text; the next one goes on. */
    static final int MOST_ENTRIES = 1_000;

    private static final int MOST_TEXT = 1 << 20;
    private static final int PAGE = 200;

    private final Conversations conversations;
    private final UUID chat;
    private final Predicate<Entry> wanted;
    private final Function<Body.Image, String> imageUrl;
    private final List<Entry> entries = new ArrayList<>();
    private int text;

    TranscriptReader(
            Conversations conversations, UUID chat, Predicate<Entry> wanted, Function<Body.Image, String> imageUrl) {
        this.conversations = conversations;
        this.chat = chat;
        this.wanted = wanted;
        this.imageUrl = imageUrl;
    }

    /** What was asked for, with the transcript up to where the reading came. */
    record Read(List<Entry> entries, Transcript transcript) {}

    Future<Read> from(Transcript start) {
        return conversations.after(chat, start.seq(), PAGE).compose(events -> {
            Transcript transcript = start;
            for (Event event : events) {
                transcript = transcript.after(event, imageUrl);
                transcript.entries().stream().filter(wanted).forEach(this::keep);
                if (entries.size() >= MOST_ENTRIES || text >= MOST_TEXT) {
                    return Future.succeededFuture(new Read(entries, transcript));
                }
            }
            return events.size() < PAGE ? Future.succeededFuture(new Read(entries, transcript)) : from(transcript);
        });
    }

    private void keep(Entry entry) {
        entries.add(entry);
        String said = entry.text();
        text += said == null ? 0 : said.length();
    }
}
