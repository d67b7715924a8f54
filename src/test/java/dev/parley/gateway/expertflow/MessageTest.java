package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageTest {
    private final List<Event> log = IntStream.rangeClosed(1, 6)
            .mapToObj(seq -> event(seq, seq == 2 || seq == 5 ? 3 : 1))
            .toList();

    @Test
    void eventsWrittenTogetherAreOneMessage() {
        assertThat(seqs(log.subList(0, 4))).containsExactly(List.of(1L), List.of(2L, 3L, 4L));
    }

    @Test
    void whatThereIsOfAMessageThatGoesOnIsLeft() {
        assertThat(seqs(log)).containsExactly(List.of(1L), List.of(2L, 3L, 4L));
        assertThat(seqs(log.subList(4, 6))).isEmpty();
    }

    private static List<List<Long>> seqs(List<Event> events) {
        return Message.whole(events).stream()
                .map(message -> message.events().stream().map(Event::seq).toList())
                .toList();
    }

    private static Event event(long seq, int parts) {
        return new Event(
                UUID.randomUUID(),
                seq,
                Instant.EPOCH,
                Author.PERSON,
                new Body.Text("text"),
                null,
                null,
                Message.note(parts, ""));
    }
}
