package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Neighbour;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator by REST and a person at a Phoenix client, with a bot between them. */
class OperatorTest {
    private static final TestServer server = TestServer.shared();
    private static Api operator;
    private static String echo;

    @BeforeAll
    static void start() {
        Api admin = new Api(server, new DocumentedAnswers(server.vertx()), TestServer.ADMIN_TOKEN);
        operator = admin.made("desk", "operator");
        echo = bot("{\"type\":\"echo\",\"prefix\":\"echo: \"}");
    }

    private static String bot(String engine) {
        return server.makeBot("{\"name\":\"Front desk\",\"engine\":" + engine
                + ",\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\",\"scope\":\"session\"}]}");
    }

    private static Side person(String bot) {
        return Side.person(server.url(), bot, "t");
    }

    private static String path(String session) {
        return "/api/v1/sessions/" + session;
    }

    @Test
    void anAgentTakesOverSpeaksUnderTheirNameAndHandsBack() {
        try (Side person = person(echo)) {
            String session = person.open("{}");
            person.say(session, "one");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("echo: one");

            JsonObject taken = operator.json(200, "POST", path(session) + "/take_over", "{\"agent\":\"Ann\"}");
            assertThat(taken.getJsonObject("data").getJsonObject("attendant"))
                    .isEqualTo(new JsonObject().put("type", "agent").put("agent", "Ann"));
            person.say(session, "two");
            operator.json(201, "POST", path(session) + "/messages", "{\"text\":\"Ann here\"}");
            JsonNode said = heardText(person);
            assertThat(said.get("text").asText()).isEqualTo("Ann here");
            assertThat(said.get("author")).hasToString("{\"type\":\"agent\",\"name\":\"Ann\"}");

            JsonObject back = operator.json(200, "POST", path(session) + "/hand_back");
            assertThat(back.getJsonObject("data").getJsonObject("attendant").getString("type"))
                    .isEqualTo("engine");
            person.say(session, "three");
            // Had the bot answered "two", however late, that would come first.
            JsonNode answer = heardText(person);
            assertThat(answer.get("text").asText()).isEqualTo("echo: three");
            assertThat(answer.get("author")).hasToString("{\"type\":\"bot\",\"name\":\"Front desk\"}");
            assertThat(texts(session)).containsExactly("one", "echo: one", "two", "Ann here", "three", "echo: three");
        }
    }

    // Joined and left come as pushes too.
    private static JsonNode heardText(Side person) {
        JsonNode heard = person.hear("btu_msg");
        while (!heard.get("type").asText().equals("text")) {
            heard = person.hear("btu_msg");
        }
        return heard;
    }

    private static List<String> texts(String session) {
        return operator.json(200, "GET", path(session) + "/transcript").getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(event -> event.getString("type").equals("text"))
                .map(event -> event.getString("text"))
                .toList();
    }

    @Test
    void aSessionHasOneAgentAtATime() {
        Ground ground = Ground.fresh(server);
        String path = path(ground.session());
        operator.json(200, "POST", path + "/take_over", "{\"agent\":\"Ann\"}");
        long seq = seq(ground);

        operator.json(200, "POST", path + "/take_over", "{\"agent\":\"Ann\"}");
        assertThat(Api.code(409, operator.call("POST", path + "/take_over", "{\"agent\":\"Bob\"}")))
                .isEqualTo("taken_over");
        assertThat(seq(ground)).isEqualTo(seq);
        operator.json(200, "POST", path + "/hand_back");
        operator.json(200, "POST", path + "/hand_back");
        assertThat(seq(ground)).isEqualTo(seq + 1);
        operator.json(200, "POST", path + "/take_over", "{\"agent\":\"Bob\"}");
    }

    @Test
    void whileAHumanHasTheSessionTheBotsLateAnswerIsRefused() {
        Ground ground = Ground.fresh(server);
        String messages = path(ground.session()) + "/messages";
        String answer = "{\"text\":\"in time\",\"cause\":1,\"client_id\":\"a1\"}";
        JsonObject stored = operator.json(201, "POST", messages, answer);
        operator.json(200, "POST", path(ground.session()) + "/take_over", "{\"agent\":\"Ann\"}");
        long seq = seq(ground);

        assertThat(operator.json(200, "POST", messages, answer)).as("a repeat").isEqualTo(stored);
        assertThat(Api.code(409, operator.call("POST", messages, "{\"text\":\"late\",\"cause\":1}")))
                .isEqualTo("taken_over");
        assertThat(seq(ground)).isEqualTo(seq);
        JsonObject named =
                operator.json(201, "POST", messages, "{\"text\":\"about that\",\"cause\":1,\"agent\":\"Ann\"}");
        assertThat(named.getJsonObject("data").getInteger("cause")).isEqualTo(1);
    }

    private static long seq(Ground ground) {
        return operator.json(200, "GET", path(ground.session()))
                .getJsonObject("data")
                .getLong("last_seq");
    }

    @Test
    void aMessageIsSaidOnceHoweverOftenItIsSent() {
        Ground ground = Ground.fresh(server);
        String messages = path(ground.session()) + "/messages";
        String message = "{\"text\":\"once\",\"client_id\":\"m1\"}";

        JsonObject first = operator.json(201, "POST", messages, message);

        assertThat(operator.json(200, "POST", messages, message)).isEqualTo(first);
        assertThat(texts(ground.session())).containsExactly(Ground.SAID, "once");
    }

    @Test
    void aMessageMayBeATextAnImageAFileAndButtons() {
        Ground ground = Ground.fresh(server);
        String messages = path(ground.session()) + "/messages";
        String picture = ground.picture(operator);

        assertThat(operator.json(201, "POST", messages, "\"only text\"")
                        .getJsonObject("data")
                        .getJsonObject("author"))
                .isEqualTo(new JsonObject().put("type", "bot").put("name", "Bot"));
        operator.json(
                201,
                "POST",
                messages,
                new JsonObject().put("text", "Look").put("image", picture).put("file", "https://x.example/a.pdf"));
        JsonArray events = operator.json(200, "GET", path(ground.session()) + "/transcript?after=2")
                .getJsonArray("data");
        assertThat(events.stream()
                        .map(event -> ((JsonObject) event).getString("type"))
                        .toList())
                .containsExactly("text", "image", "file");
        assertThat(Api.code(422, operator.call("POST", messages, "{\"text\":\" \"}")))
                .isEqualTo("invalid");
        assertThat(Api.code(
                        422,
                        operator.call(
                                "POST",
                                messages,
                                new JsonObject().put("image", UUID.randomUUID().toString()))))
                .isEqualTo("invalid");
        assertThat(Api.code(422, operator.call("POST", messages, "{\"file\":\"javascript:alert(1)\"}")))
                .isEqualTo("invalid");
        operator.json(201, "POST", messages, new JsonObject().put("text", "x".repeat(100_000)));
        assertThat(Api.code(413, operator.call("POST", messages, new JsonObject().put("text", "x".repeat(100_001)))))
                .isEqualTo("too_long");
    }

    @Test
    void typingIsTold() {
        try (Side person = person(echo)) {
            String session = person.open("{}");

            operator.json(204, "POST", path(session) + "/typing", "{\"on\":true,\"agent\":\"Ann\"}");
            assertThat(person.hear("typing").get("on").asBoolean()).isTrue();
            operator.json(204, "POST", path(session) + "/typing", "{\"on\":false}");
            assertThat(person.hear("typing").get("on").asBoolean()).isFalse();
        }
    }

    @Test
    void aClosedSessionStaysReadableAndTakesNothingMore() {
        try (Side person = person(echo)) {
            String session = person.open("{}");
            person.say(session, "one");
            person.hear("btu_msg");

            JsonObject closed = operator.json(200, "POST", path(session) + "/close");
            assertThat(closed.getJsonObject("data").getBoolean("open")).isFalse();
            person.hear("session_closed");
            long seq = closed.getJsonObject("data").getLong("last_seq");
            for (String[] refused : new String[][] {
                {"/messages", "{\"text\":\"late\"}"},
                {"/typing", "{\"on\":true}"},
                {"/take_over", "{\"agent\":\"Ann\"}"},
                {"/hand_back", "{}"}
            }) {
                assertThat(Api.code(409, operator.call("POST", path(session) + refused[0], refused[1])))
                        .as(refused[0])
                        .isEqualTo("session_closed");
            }
            JsonObject again = operator.json(200, "POST", path(session) + "/close");
            assertThat(again.getJsonObject("data").getLong("last_seq")).isEqualTo(seq);
            assertThat(texts(session)).containsExactly("one", "echo: one");
        }
    }

    @Test
    void whatTheBotRefusedIsListedAndDeliveredWhenAsked() {
        try (Neighbour hook =
                new Neighbour((request, response) -> response.setStatusCode(400).end("no"))) {
            String bot = bot("{\"type\":\"webhook\",\"url\":\"" + hook.url("/hook") + "\"}");
            String list = "/api/v1/bots/" + bot + "/undeliverable";
            try (Side person = person(bot)) {
                String session = person.open("{}");
                long first = person.say(session, "first");
                assertThat(person.status()).isEqualTo("undeliverable");
                long second = person.say(session, "second");
                assertThat(person.status()).isEqualTo("undeliverable");

                JsonObject page = operator.json(200, "GET", list + "?limit=1");
                JsonObject given = page.getJsonArray("data").getJsonObject(0);
                assertThat(given.getString("session")).isEqualTo(session);
                assertThat(given.getJsonObject("event").getString("text")).isEqualTo("first");
                assertThat(given.getString("reason")).contains("400");
                assertThat(given.getBoolean("replaying")).isFalse();
                JsonObject rest = operator.json(200, "GET", list + "?after=" + page.getString("next"));
                assertThat(rest.getJsonArray("data")
                                .getJsonObject(0)
                                .getJsonObject("event")
                                .getLong("seq"))
                        .isEqualTo(second);
                assertThat(rest.containsKey("next")).isFalse();

                hook.answer((request, response) -> response.end("{\"messages\":[\"at last\"]}"));
                JsonObject place = new JsonObject().put("session", session).put("seq", first);
                JsonObject strange = new JsonObject().put("session", session).put("seq", 999);
                JsonObject asked = new JsonObject()
                        .put("events", new JsonArray().add(strange).add(place));
                assertThat(operator.json(200, "POST", list + "/replay", asked).getJsonArray("data"))
                        .containsExactly(place);
                JsonNode answer = person.hear("btu_msg");
                assertThat(answer.get("text").asText()).isEqualTo("at last");
                assertThat(answer.get("cause").asLong()).isEqualTo(first);
                Waiting.until("the first is listed no more", () -> {
                    JsonArray left = operator.json(200, "GET", list).getJsonArray("data");
                    return left.size() == 1
                            && left.getJsonObject(0).getJsonObject("event").getLong("seq") == second;
                });
                assertThat(operator.json(200, "POST", list + "/replay", asked).getJsonArray("data"))
                        .isEmpty();
            }
        }
    }

    @Test
    void anotherBotsEventIsNotReplayed() {
        try (Neighbour hook =
                new Neighbour((request, response) -> response.setStatusCode(400).end("no"))) {
            String bot = bot("{\"type\":\"webhook\",\"url\":\"" + hook.url("/hook") + "\"}");
            try (Side person = person(bot)) {
                String session = person.open("{}");
                long seq = person.say(session, "first");
                assertThat(person.status()).isEqualTo("undeliverable");
                JsonObject asked = new JsonObject()
                        .put(
                                "events",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("session", session)
                                                .put("seq", seq)));

                assertThat(operator.json(200, "POST", "/api/v1/bots/" + echo + "/undeliverable/replay", asked)
                                .getJsonArray("data"))
                        .isEmpty();
            }
        }
    }
}
