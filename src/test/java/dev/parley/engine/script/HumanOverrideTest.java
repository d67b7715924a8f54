package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Neighbour;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AIDA's human override, against the whole server and a system of the operator's. */
class HumanOverrideTest {
    private static final TestServer server = TestServer.shared();

    private Neighbour operator;

    @BeforeEach
    void open() {
        operator = new Neighbour((request, response) -> response.end("{\"result\":\"ok\"}"));
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void theOperatorIsToldAndThePersonHearsThatHumansAreThere() {
        String bot = bot(always(true));
        try (Side person = person(bot)) {
            String session = person.open("{\"first_name\":\"John\"}");
            person.say(session, "A Table, please");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("WE ARE HERE");
            Neighbour.Request told = operator.request(0);
            assertThat(told.uri()).isEqualTo("/n");
            assertThat(told.header("content-type")).isEqualTo("application/json");
            assertThat(told.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "human_override")
                            .put(
                                    "data",
                                    new JsonObject()
                                            .put("message", "A Table, please")
                                            .put("bot_id", bot)
                                            .put("session_id", session)
                                            .put("name", "John")));
        }
    }

    @Test
    void outOfHoursTheOperatorIsToldAllTheSame() {
        try (Side person = person(bot(always(false)))) {
            person.say(person.open("{}"), "table");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("WE ARE AWAY");
            assertThat(operator.request(0).json().getJsonObject("data").getValue("name"))
                    .isNull();
        }
    }

    @Test
    void anOperatorThatFailsIsToldAgainAndThePersonIsAnswered() {
        operator.answer((request, response) -> response.setStatusCode(
                        operator.requests().size() < 3 ? 500 : 200)
                .end());
        try (Side person = person(bot(always(true)))) {
            person.say(person.open("{}"), "table");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("WE ARE HERE");
            assertThat(operator.requests()).hasSize(3);
        }
    }

    @Test
    void anOperatorThatRefusesOrIsNowhereDoesNotSilenceTheBot() {
        operator.answer((request, response) -> response.setStatusCode(401).end());
        String refused = bot(always(true));
        String nowhere = server.makeBot(
                manifest(always(true)).put("notifications_url", "nowhere").encode());
        for (String bot : new String[] {refused, nowhere}) {
            try (Side person = person(bot)) {
                person.say(person.open("{}"), "table");
                assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("WE ARE HERE");
            }
        }
        assertThat(operator.requests()).hasSize(1);
        Waiting.until("it stands in the error log", () -> errors(refused).contains("answered 401"));
        Waiting.until("it stands in the error log", () -> errors(nowhere).contains("is not an absolute URL"));
    }

    private static String errors(String bot) {
        return Waiting.on(server.parts().store().errors().of(UUID.fromString(bot), 10))
                .toString();
    }

    @Test
    void itIsExplainedLikeAnySkill() {
        try (Side person = person(bot(always(true)))) {
            person.say(person.open("{}"), "hi");
            List<String> greeting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                greeting.add(person.hear("btu_msg").get("text").asText());
            }

            assertThat(greeting)
                    .containsExactly("GREETING", "INTRODUCTION", "explain menu", "explain humans", "HOW TO STOP");
        }
    }

    private static JsonObject always(boolean there) {
        JsonArray hours = new JsonArray();
        for (String day : new String[] {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
            if (there) {
                hours.add(new JsonObject().put("day", day));
            }
        }
        return new JsonObject().put("timezone", "UTC").put("hours", hours);
    }

    private JsonObject manifest(JsonObject hours) {
        JsonObject skill = Manifests.responder("humans", "table").put("type", "human_override");
        skill.remove("response");
        skill.put("in_hours_response", Manifests.english("WE ARE HERE"))
                .put("off_hours_response", Manifests.english("WE ARE AWAY"))
                .put("in_hours", hours);
        JsonObject manifest = Manifests.with(Manifests.small(), skill).put("notifications_url", operator.url("/n/"));
        manifest.getJsonArray("channels").getJsonObject(0).put("scope", "session");
        return manifest;
    }

    private String bot(JsonObject hours) {
        return server.makeBot(manifest(hours).encode());
    }

    private static Side person(String bot) {
        return Side.person(server.url(), bot, "TOKEN");
    }
}
