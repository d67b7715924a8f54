package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
    private static final Author BOT = new Author(Author.Type.BOT, "Bot");

    private final Rendering rendering = new Rendering(new EventJson(""));

    private static Event event(Author author, Body body) {
        return new Event(UUID.randomUUID(), 1, Instant.EPOCH, author, body, null, null);
    }

    private static Body body(Body.Kind kind) {
        return switch (kind) {
            case TEXT -> new Body.Text("hello");
            case IMAGE -> new Body.Image(new UUID(0, 1), "image/png");
            case INVALID_IMAGE -> new Body.InvalidImage("x");
            case FILE -> new Body.File("https://files.example/a", null, null, null);
            case WITHHELD -> new Body.Withheld("hush");
            case JOINED -> new Body.Joined();
            case LEFT -> new Body.Left();
            case HANDED_OFF -> new Body.HandedOff();
            case NO_AGENT -> new Body.NoAgent();
            case DATA_MERGED -> new Body.DataMerged(new JsonObject(), Set.of());
            case TYPING -> new Body.Typing(true);
            case CLOSED -> new Body.Closed();
            case UNKNOWN -> new Body.Unknown("newer");
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Body.Kind.class,
            names = {"TEXT", "IMAGE", "FILE", "CLOSED"})
    void whatWasSaidAndTheEndAreShown(Body.Kind kind) {
        Event said = event(BOT, body(kind));

        assertThat(Rendering.isShown(said)).isTrue();
        assertThat(rendering.full(List.of(said), 0)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Body.Kind.class,
            mode = Mode.EXCLUDE,
            names = {"TEXT", "IMAGE", "FILE", "CLOSED"})
    void whatElseHappensIsNobodysToSee(Body.Kind kind) {
        List<Event> events = List.of(event(BOT, body(kind)));

        assertThat(Rendering.isShown(events.get(0))).isFalse();
        assertThat(rendering.full(events, 0)).isNull();
        assertThat(rendering.plain(events, 0)).isNull();
    }

    static Stream<Body> lines() {
        return Stream.of(body(Body.Kind.TEXT), body(Body.Kind.IMAGE), body(Body.Kind.FILE));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void plainClientsAreShownLinesAndNotTheirOwn(Body body) {
        assertThat(rendering.plain(List.of(event(BOT, body)), 0)).isNotNull();
        assertThat(rendering.plain(List.of(event(Author.PERSON, body)), 0)).isNull();
    }

    @Test
    void aPushIsMadeOnceForAllReceiversOfABatch() {
        List<Event> batch = List.of(event(BOT, new Body.Text("one")), event(BOT, new Body.Text("two")));

        EventPush first = rendering.full(batch, 0);
        EventPush second = rendering.full(batch, 1);

        assertThat(rendering.full(batch, 0)).isSameAs(first).isNotSameAs(second);
        assertThat(rendering.full(batch, 1)).isSameAs(second);
        assertThat(rendering.plain(batch, 1)).isSameAs(rendering.plain(batch, 1));
        assertThat(rendering.full(List.copyOf(batch.subList(1, 2)), 0))
                .as("another batch has its own")
                .isNotSameAs(second);
    }
}
