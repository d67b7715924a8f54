package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class SanitizerTest {
    @Test
    void aCleanTextIsTheSameObject() {
        String text = "Grüße \uD83D\uDC4B\uD83C\uDFFD";

        assertThat(Sanitizer.text(text)).isSameAs(text);
    }

    @Test
    void nulIsTakenOut() {
        assertThat(Sanitizer.text("a\0b\0")).isEqualTo("ab");
    }

    @Test
    void loneSurrogatesAreTakenOutAndPairsStay() {
        assertThat(Sanitizer.text("\uD83Dx\uDC4B\uD83D\uDC4By\uD83D")).isEqualTo("x\uD83D\uDC4By");
    }

    @Test
    void keysAndNestedValuesAreCleanedToo() {
        JsonObject dirty = new JsonObject()
                .put("k\0", "v\0")
                .put("list", new JsonArray().add("\uDC00a").add(new JsonObject().put("\uD800", 1)))
                .putNull("nothing");

        assertThat(Sanitizer.object(dirty))
                .isEqualTo(new JsonObject()
                        .put("k", "v")
                        .put("list", new JsonArray().add("a").add(new JsonObject().put("", 1)))
                        .putNull("nothing"));
    }
}
