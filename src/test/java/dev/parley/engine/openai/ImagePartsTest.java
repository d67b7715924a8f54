package dev.parley.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.engine.Images;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which of a conversation's pictures a model is shown. */
class ImagePartsTest {
    private final Map<UUID, Integer> sizes = new HashMap<>();
    private final Images images = (image, most) -> Future.succeededFuture(Optional.ofNullable(sizes.get(image))
            .filter(size -> size <= most)
            .map(size -> Base64.getEncoder().encodeToString(new byte[size])));
    private long seq;

    @Test
    void areThePersonsAsDataUrls() {
        Event persons = picture(Author.PERSON, 3);
        Event bots = picture(new Author(Author.Type.BOT, "Bot"), 3);

        assertThat(shown(bots, persons)).isEqualTo(Map.of(image(persons), "data:image/png;base64,AAAA"));
    }

    @Test
    void areTheNewestThatFitTogether() {
        Event old = picture(Author.PERSON, 3);
        Event large = picture(Author.PERSON, ImageParts.MOST - 6);
        Event small = picture(Author.PERSON, 3);
        Event newest = picture(Author.PERSON, 3);

        assertThat(shown(old, large, small, newest)).containsOnlyKeys(image(large), image(small), image(newest));
    }

    @Test
    void leaveOutOneThatDoesNotFitAndOneThatIsGone() {
        Event old = picture(Author.PERSON, 3);
        Event huge = picture(Author.PERSON, ImageParts.MOST + 1);
        Event gone = picture(Author.PERSON, 3);
        sizes.remove(image(gone));

        assertThat(shown(old, huge, gone)).containsOnlyKeys(image(old));
    }

    private Map<UUID, String> shown(Event... history) {
        return Waiting.on(ImageParts.of(List.of(history), images));
    }

    private Event picture(Author author, int size) {
        UUID image = UUID.randomUUID();
        sizes.put(image, size);
        Body body = new Body.Image(image, "image/png");
        return new Event(UUID.randomUUID(), ++seq, Instant.now(), author, body, null, null);
    }

    private static UUID image(Event event) {
        return ((Body.Image) event.body()).image();
    }
}
