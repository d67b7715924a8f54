package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A log read from its beginning to its end, a page at a time: what was said last, and who is there besides the customer.
 * For one reading.
 */
final class History {
    /** Older messages of an endless conversation are not shown: who fetches nothing may have 8 MiB waiting. */
    private static final int MOST_BYTES = 6_000_000;

    private static final int ENVELOPE = 700;
    private static final int LONGEST_CHARACTER = 3;

    private final Deque<Message> messages = new ArrayDeque<>();
    private final Set<Author> entered = new LinkedHashSet<>();
    private final Set<Author> others = new LinkedHashSet<>();
    private List<Event> begun = new ArrayList<>(1);
    private long seq;
    private int bytes;
    private boolean ended;

    private History() {}

    /** Reads it. */
    static Future<History> read(LogReader log, UUID conversation) {
        History history = new History();
        return log.scan(conversation, 0, history::take).map(done -> history);
    }

    private boolean take(Event event) {
        begun.add(event);
        if (begun.size() == Message.parts(begun.get(0))) {
            take(new Message(begun));
            begun = new ArrayList<>(1);
        }
        return true;
    }

    private void take(Message message) {
        seq = message.lastSeq();
        Author author = message.first().author();
        switch (message.first().body().kind()) {
            case TEXT, IMAGE, FILE -> said(message);
            case JOINED -> joined(author);
            case LEFT -> others.remove(author);
            case CLOSED -> ended = true;
            case INVALID_IMAGE, WITHHELD, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, UNKNOWN -> {}
        }
    }

    private void joined(Author author) {
        if (author.type() != Author.Type.PERSON) {
            entered.add(author);
            others.add(author);
        }
    }

    private void said(Message message) {
        if (message.isWhisper()) {
            return;
        }
        messages.add(message);
        bytes += bytes(message);
        while (bytes > MOST_BYTES) {
            bytes -= bytes(messages.remove());
        }
    }

    /** What a message takes at most on its way, as a rule. */
    private static int bytes(Message message) {
        int characters = message.events().stream()
                .mapToInt(event -> characters(event.body()))
                .sum();
        return message.events().size() * ENVELOPE + characters * LONGEST_CHARACTER;
    }

    private static int characters(Body body) {
        return switch (body.kind()) {
            case TEXT -> ((Body.Text) body).text().length();
            case FILE -> characters((Body.File) body);
            case IMAGE,
                    INVALID_IMAGE,
                    WITHHELD,
                    JOINED,
                    LEFT,
                    HANDED_OFF,
                    NO_AGENT,
                    DATA_MERGED,
                    TYPING,
                    CLOSED,
                    UNKNOWN -> 0;
        };
    }

    private static int characters(Body.File file) {
        String thumbnail = file.thumbnail();
        return file.url().length() + (thumbnail == null ? 0 : thumbnail.length());
    }

    /** Up to where it was read. */
    long seq() {
        return seq;
    }

    boolean hasEnded() {
        return ended;
    }

    /** What was said and may be shown to the customer, oldest first. */
    Collection<Message> messages() {
        return messages;
    }

    /** Who entered on the bot's side and has not left. */
    List<Author> others() {
        return List.copyOf(others);
    }

    /** Everybody who entered on the bot's side. */
    List<Author> entered() {
        return List.copyOf(entered);
    }
}
