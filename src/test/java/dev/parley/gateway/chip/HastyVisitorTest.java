package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is done too fast: a protocol without refusals leaves slowness and silence. */
class HastyVisitorTest {
    @Test
    void whatIsSaidTooFastIsTakenMoreSlowlyAndNotLost() {
        try (ChipServer chip = new ChipServer(settings -> settings.set(ConfigKey.RATE_MESSAGES, 60))) {
            String bot = chip.bot(new JsonObject().put("type", "none"), new JsonObject());
            ChipSocket visitor = chip.connect(bot);
            visitor.start(null);
            for (int i = 0; i < 61; i++) {
                visitor.say("" + i);
            }

            assertThat(ChipServer.history(visitor)
                            .get(0)
                            .getJsonObject("msg_in")
                            .getString("text"))
                    .isEqualTo("60");
            assertThat(chip.sessions(bot).get(0).lastSeq()).isEqualTo(61);
        }
    }

    @Test
    void chatsBegunTooFastAreNotAnsweredAndNotKept() {
        try (ChipServer chip = new ChipServer(settings -> settings.set(ConfigKey.RATE_SESSIONS, 2))) {
            String bot = chip.bot(new JsonObject().put("type", "none"), new JsonObject());
            chip.connect(bot).start(null);
            chip.connect(bot).start(null);

            chip.connect(bot).send(new JsonObject().put("type", "start_chat")).silent(300);

            assertThat(chip.sessions(bot)).hasSize(2);
        }
    }
}
