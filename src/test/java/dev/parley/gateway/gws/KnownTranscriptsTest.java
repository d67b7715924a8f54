package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownTranscriptsTest {
    private final KnownTranscripts known = new KnownTranscripts();
    private final UUID chat = UUID.randomUUID();

    @Test
    void whatTheClientWasToldNeverGoesBack() {
        known.told(chat, transcript(7));
        known.told(chat, transcript(3));

        assertThat(known.of(chat).told()).isEqualTo(7);
        assertThat(known.of(chat).transcript().seq()).isEqualTo(7);
    }

    @Test
    void whatWasSaidIsNotKept() {
        known.told(chat, transcript(1));

        assertThat(known.of(chat).transcript().participants()).hasSize(1);
        assertThat(known.of(chat).transcript().entries()).isEmpty();
    }

    @Test
    void aChatThatIsAskedForIsKnownOnAndOthersAreForgotten() {
        UUID other = UUID.randomUUID();
        known.told(chat, transcript(7));
        known.told(other, transcript(7));

        known.age();
        assertThat(known.of(chat).told()).isEqualTo(7);
        known.age();

        assertThat(known.of(chat).told()).isEqualTo(7);
        assertThat(known.of(other).told()).isZero();
    }

    @Test
    void aChatThatIsGoneIsForgottenAtOnce() {
        known.told(chat, transcript(7));
        known.age();
        known.of(chat);

        known.forget(chat);

        assertThat(known.of(chat).told()).isZero();
    }

    private static Transcript transcript(long seq) {
        Author ann = new Author(Author.Type.PERSON, "Ann");
        return Transcript.EMPTY.after(
                new Event(UUID.randomUUID(), seq, Instant.EPOCH, ann, new Body.Text("hello"), null, null), image -> "");
    }
}
