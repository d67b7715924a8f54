package dev.parley.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void whatIsNotSaidIsAsTheDocumentSays() {
        Settings settings = Settings.of(new JsonObject().put("type", "openai").put("model", "tiny"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        "https://api.openai.com/v1/chat/completions",
                        Optional.empty(),
                        Optional.empty(),
                        new JsonObject().put("model", "tiny").put("max_tokens", 1_000),
                        20,
                        false,
                        true,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        16,
                        true));
    }
}
