package dev.parley.gateway.gws;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A log read as a transcript, up to one event. Immutable: {@link #after} gives the transcript one event further, so
 * reading goes on from wherever it was left. An entry's index is its rank among what is shown, which no event's seq is:
 * data and other hidden events have seqs too.
 *
 * @param seq the event it reaches to
 * @param index the last entry's index
 * @param participants who is or was in the chat
 * @param ended whether the conversation is over
 * @param entries what the last event added
 */
record Transcript(long seq, long index, List<Participant> participants, boolean ended, List<Entry> entries) {
    /** The transcript of an empty log. */
    static final Transcript EMPTY = new Transcript(0, 0, List.of(), false, List.of());

    /**
     * @param imageUrl where an image is served, as an absolute address
     */
    Transcript after(Event event, Function<Body.Image, String> imageUrl) {
        Reading reading = new Reading(event.seq());
        Body body = event.body();
        if (body instanceof Body.Joined) {
            reading.joined(event.author());
        } else if (body instanceof Body.Left) {
            reading.left(event.author());
        } else if (body instanceof Body.Typing typing) {
            reading.add(event.author(), typing.on() ? Entry.Type.TYPING_STARTED : Entry.Type.TYPING_STOPPED, null);
        } else if (body instanceof Body.Closed) {
            reading.left(event.author().type() == Author.Type.SYSTEM ? Author.PERSON : event.author());
        } else {
            String text = text(body, imageUrl);
            // A client that is shown an empty text never asks again.
            if (!text.isEmpty()) {
                reading.add(event.author(), Entry.Type.TEXT, text);
            }
        }
        return new Transcript(
                event.seq(),
                index + reading.entries.size(),
                List.copyOf(reading.participants),
                ended || body instanceof Body.Closed,
                List.copyOf(reading.entries));
    }

    /** The customer's nickname, once the log has begun. */
    @Nullable
    String customer() {
        return participants.isEmpty() ? null : participants.get(0).nickname();
    }

    ChatState state() {
        if (ended) {
            return ChatState.IDLE;
        }
        return participants.stream().anyMatch(Participant::isAgent) ? ChatState.CHATTING : ChatState.WAITING;
    }

    /** What is said, empty for what is not shown. The protocol knows text alone. */
    private static String text(Body body, Function<Body.Image, String> imageUrl) {
        if (body instanceof Body.Text text) {
            return withButtons(text);
        }
        if (body instanceof Body.Image image) {
            return imageUrl.apply(image);
        }
        return body instanceof Body.File file ? file.url() : "";
    }

    private static String withButtons(Body.Text text) {
        StringBuilder lines = new StringBuilder(text.text());
        int number = 0;
        for (Button button : text.buttons()) {
            number++;
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(number)
                    .append(". ")
                    .append(button.title());
        }
        return lines.toString();
    }

    /** What one event makes of the participants and adds. */
    private final class Reading {
        private final long seq;
        private final List<Participant> participants = new ArrayList<>(Transcript.this.participants);
        private final List<Entry> entries = new ArrayList<>(2);

        Reading(long seq) {
            this.seq = seq;
        }

        void joined(Author author) {
            append(participant(author), Entry.Type.JOINED, null);
        }

        void left(Author author) {
            append(participant(author), Entry.Type.LEFT, null);
        }

        /** Whoever talks on the bot's side without having entered enters with it. */
        void add(Author author, Entry.Type type, @Nullable String text) {
            int known = participants.size();
            Participant from = participant(author);
            if (participants.size() > known && from.isAgent()) {
                append(from, Entry.Type.JOINED, null);
            }
            append(from, type, text);
        }

        private Participant participant(Author author) {
            for (Participant participant : participants) {
                if (participant.is(author)) {
                    return participant;
                }
            }
            Participant next = Participant.of(participants.size() + 1, author);
            participants.add(next);
            return next;
        }

        private void append(Participant from, Entry.Type type, @Nullable String text) {
            entries.add(new Entry(index + entries.size() + 1, seq, from, type, text));
        }
    }
}
