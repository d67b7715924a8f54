package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A log read from its beginning to its end: what was said, and who is there besides the customer. For one reading. */
final class History {
    /** Older messages of an endless conversation are not shown: who fetches nothing may have 8 MiB waiting. */
    private static final int MOST_BYTES = 6_000_000;

    private static final int ENVELOPE = 700;
    private static final int LONGEST_CHARACTER = 3;

    private static final int PAGE = 200;

    private final Conversations conversations;
    private final UUID conversation;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Set<Author> entered = new LinkedHashSet<>();
    private final Set<Author> others = new LinkedHashSet<>();
    private long seq;
    private int bytes;
    private boolean ended;

    private History(Conversations conversations, UUID conversation) {
        this.conversations = conversations;
        this.conversation = conversation;
    }

    /** Reads it. */
    static Future<History> read(Conversations conversations, UUID conversation) {
        return new History(conversations, conversation).readOn();
    }

    private Future<History> readOn() {
        return conversations.after(conversation, seq, PAGE).compose(events -> {
            take(events);
            return events.size() < PAGE ? Future.succeededFuture(this) : readOn();
        });
    }

    private void take(List<Event> events) {
        int next = 0;
        while (next < events.size()) {
            int end = next + Message.parts(events.get(next));
            if (end > events.size()) {
                return;
            }
            take(new Message(events.subList(next, end)));
            next = end;
        }
    }

    private void take(Message message) {
        seq = message.lastSeq();
        Author author = message.first().author();
        Body body = message.first().body();
        if (message.isSaid()) {
            if (!message.isWhisper()) {
                keep(message);
            }
        } else if (body instanceof Body.Joined && author.type() != Author.Type.PERSON) {
            entered.add(author);
            others.add(author);
        } else if (body instanceof Body.Left) {
            others.remove(author);
        }
        ended |= body instanceof Body.Closed;
    }

    private void keep(Message message) {
        messages.add(message);
        bytes += bytes(message);
        while (bytes > MOST_BYTES) {
            bytes -= bytes(messages.remove());
        }
    }

    /** What a message takes at most on its way, as a rule. */
    private static int bytes(Message message) {
        int characters = 0;
        for (Event event : message.events()) {
            if (event.body() instanceof Body.Text text) {
                characters += text.text().length();
            } else if (event.body() instanceof Body.File file) {
                String thumbnail = file.thumbnail();
                characters += file.url().length() + (thumbnail == null ? 0 : thumbnail.length());
            }
        }
        return message.events().size() * ENVELOPE + characters * LONGEST_CHARACTER;
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
