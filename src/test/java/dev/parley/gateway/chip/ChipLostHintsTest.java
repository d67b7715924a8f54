package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.ForgetfulFanout;
import dev.parley.testing.TestParts;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors of a server whose fan-out loses and repeats hints are shown every message, in order and once. */
class ChipLostHintsTest {
    private static final int MESSAGES = 20;
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final AtomicReference<ForgetfulFanout> fanout = new AtomicReference<>();
    private ChipServer chip;
    private String bot;

    @BeforeEach
    void start() {
        chip = new ChipServer(
                settings -> settings.set(ConfigKey.RECONCILE_INTERVAL, OFTEN).set(ConfigKey.SWEEP_INTERVAL, OFTEN),
                ForgetfulFanout.keptIn(fanout, new TestParts()));
        bot = chip.echo(new JsonObject());
    }

    @AfterEach
    void stop() {
        chip.close();
    }

    private static void shown(ChipSocket visitor, String text) {
        JsonObject out = visitor.nextOut();
        assertThat(out.getString("text")).isEqualTo(text);
        visitor.ack(out.getLong("id"));
    }

    @Test
    void everyThirdHintLost() {
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        for (int i = 0; i < MESSAGES; i++) {
            visitor.say("" + i);
        }

        for (int i = 0; i < MESSAGES; i++) {
            shown(visitor, "echo: " + i);
        }
        visitor.silent(300);
    }

    @Test
    void allHintsLostOfASessionThatEndsAndOfTheNextOne() {
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        fanout.get().silent(true);

        visitor.say("bye");
        shown(visitor, "echo: bye");
        visitor.say("here again");

        shown(visitor, "echo: here again");
        assertThat(chip.sessions(bot)).hasSize(2);
    }
}
