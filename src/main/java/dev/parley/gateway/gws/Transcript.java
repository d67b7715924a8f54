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
        Author author = event.author();
        Body body = event.body();
        Reading reading = new Reading(event.seq());
        Reading read = switch (body.kind()) {
            case JOINED -> reading.add(author, Entry.Type.JOINED);
            case LEFT -> reading.add(author, Entry.Type.LEFT);
            case TYPING -> reading.typing(author, (Body.Typing) body);
            case TEXT -> reading.says(author, withButtons((Body.Text) body));
            case IMAGE -> reading.says(author, imageUrl.apply((Body.Image) body));
            case FILE -> reading.says(author, ((Body.File) body).url());
            case CLOSED -> reading.closed(author);
            case INVALID_IMAGE, WITHHELD, HANDED_OFF, NO_AGENT, DATA_MERGED, UNKNOWN -> reading;
        };
        return new Transcript(
                event.seq(),
                index + read.entries.size(),
                List.copyOf(read.participants),
                ended || body.kind() == Body.Kind.CLOSED,
                List.copyOf(read.entries));
    }

    /** The same as far as reading on needs it. */
    Transcript withoutEntries() {
        return new Transcript(seq, index, participants, ended, List.of());
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

    // The protocol knows text alone.
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

        Reading add(Author author, Entry.Type type) {
            return add(participant(author), type, null);
        }

        Reading closed(Author author) {
            return add(author.type() == Author.Type.SYSTEM ? Author.PERSON : author, Entry.Type.LEFT);
        }

        Reading typing(Author author, Body.Typing typing) {
            return talks(author, typing.on() ? Entry.Type.TYPING_STARTED : Entry.Type.TYPING_STOPPED, null);
        }

        /** A client that is shown an empty text never asks again. */
        Reading says(Author author, String text) {
            return text.isEmpty() ? this : talks(author, Entry.Type.TEXT, text);
        }

        /** Whoever talks on the bot's side without having entered enters with it. */
        private Reading talks(Author author, Entry.Type type, @Nullable String text) {
            int known = participants.size();
            Participant from = participant(author);
            if (participants.size() > known && from.isAgent()) {
                add(from, Entry.Type.JOINED, null);
            }
            return add(from, type, text);
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

        private Reading add(Participant from, Entry.Type type, @Nullable String text) {
            entries.add(new Entry(index + entries.size() + 1, seq, from, type, text));
            return this;
        }
    }
}
