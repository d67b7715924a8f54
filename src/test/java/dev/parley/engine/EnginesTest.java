package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.engine.http.OutboundPolicy;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private final Engines engines = new Engines(new OutboundPolicy(true, List.of()));

    @Test
    void knowsTheEnginesOnTheClassPath() {
        assertThat(engines.types()).contains("echo", "none", "script", "socket");
        assertThat(engines.provider("echo"))
                .get()
                .extracting(EngineProvider::type)
                .isEqualTo("echo");
        assertThat(engines.provider("parrot")).isEmpty();
    }

    @Test
    void everyEngineIsFoundUnderItsOwnType() {
        assertThat(engines.types())
                .allSatisfy(type ->
                        assertThat(engines.provider(type).orElseThrow().type()).isEqualTo(type));
    }

    @Test
    void onlyNoneDoesNotJoin() {
        assertThat(engines.provider("none").orElseThrow().joins()).isFalse();
        assertThat(engines.provider("echo").orElseThrow().joins()).isTrue();
        assertThat(engines.provider("script").orElseThrow().joins()).isTrue();
        assertThat(engines.provider("socket").orElseThrow().joins()).isTrue();
    }

    @Test
    void aManifestIsCheckedByTheEngineItNames() {
        assertThat(engines.check("echo", new JsonObject("{\"engine\":{\"type\":\"echo\"}}")))
                .isEmpty();
        assertThat(engines.check("echo", new JsonObject("{\"engine\":{\"type\":\"echo\",\"typing\":1}}")))
                .hasSize(1);
    }

    @Test
    void anUnknownTypeIsAProblemWithTheNearestOne() {
        assertThat(engines.check("ecko", new JsonObject()))
                .containsExactly(Problem.unknownWord("#/engine/type", "ecko", engines.types()));
    }

    @Test
    void twoEnginesOfOneTypeAreRefusedByName() {
        assertThatThrownBy(() -> new Engines(new OutboundPolicy(true, List.of()), List.of(new Fake(), new Fake())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type fake")
                .hasMessageContaining(Fake.class.getName());
    }

    private static final class Fake implements EngineProvider {
        @Override
        public String type() {
            return "fake";
        }

        @Override
        public List<Problem> check(JsonObject manifest) {
            return List.of();
        }

        @Override
        public Engine create(EngineContext context, Bot bot) {
            throw new UnsupportedOperationException();
        }
    }
}
