package dev.parley.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final JsonObject BARE =
            new JsonObject().put("type", "webhook").put("url", "https://bot.example/");

    @Test
    void whatIsNotSaidIsAsTheDocumentSays() {
        assertThat(Settings.of(BARE))
                .isEqualTo(new Settings(
                        "https://bot.example/", Optional.empty(), Duration.ofSeconds(20), Set.of("message"), 32, true));
    }

    @Test
    void aServiceMayTakeTwoMinutesAndNotASecondMore() {
        assertThat(problems("120s")).isEmpty();
        assertThat(problems("121s")).hasSize(1);
        assertThat(Settings.of(BARE.copy().put("timeout", "2m")).timeout()).isEqualTo(Duration.ofSeconds(120));
    }

    private static List<?> problems(String timeout) {
        return Settings.problems(new JsonObject().put("engine", BARE.copy().put("timeout", timeout)));
    }
}
