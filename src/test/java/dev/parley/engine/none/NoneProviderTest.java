package dev.parley.engine.none;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Body;
import dev.parley.delivery.Heard;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class NoneProviderTest {
    private final NoneProvider provider = new NoneProvider();

    @Test
    void aSilentBotAnswersNothingAndDoesNotJoin() {
        Engine engine = provider.create(null, Heard.bot(new JsonObject("{\"engine\":{\"type\":\"none\"}}")));

        assertThat(engine.deliver(Heard.delivery(new JsonObject(), new Body.Text("anybody there?")))
                        .result())
                .isEqualTo(Answer.NONE);
        assertThat(provider.joins()).isFalse();
    }

    @Test
    void itHasNoSettings() {
        assertThat(provider.check(new JsonObject("{\"engine\":{\"type\":\"none\"}}")))
                .isEmpty();
        assertThat(provider.check(new JsonObject("{\"engine\":{\"type\":\"none\",\"prefix\":\"x\"}}")))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.json())
                                .isEqualTo(
                                        new JsonObject(
                                                "{\"path\":\"#/engine/prefix\",\"error\":{\"unknown\":\"prefix\",\"nearest\":\"type\"}}")));
    }
}
