package dev.parley.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Limits;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.engine.EngineBots;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Neighbour;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web service as a bot's side, against the whole server. */
class WebhookEngineTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static final TestServer server = TestServer.shared();

    private Neighbour hook;

    @BeforeEach
    void open() {
        hook = new Neighbour((request, response) -> response.end("{\"messages\":[\"hook: "
                + request.json().getJsonObject("data").getJsonObject("event").getString("text") + "\"]}"));
    }

    @AfterEach
    void close() {
        hook.close();
    }

    @Test
    void theServiceIsToldEverythingAndItsAnswerIsTheBots() {
        String bot = bot(engine -> engine.put("secret", SECRET));
        try (Side person = EngineBots.person(bot)) {
            String session = person.open("{\"first_name\":\"Ada\"}");
            long seq = person.say(session, "hello");

            JsonNode answer = person.hear("btu_msg");
            assertThat(answer.get("text").asText()).isEqualTo("hook: hello");
            assertThat(answer.get("cause").asLong()).isEqualTo(seq);
            assertThat(person.status()).isEqualTo("delivered");
            Neighbour.Request request = hook.request(0);
            JsonObject said = request.json();
            JsonObject event = said.getJsonObject("data").getJsonObject("event");
            assertThat(said.getString("type")).isEqualTo("message");
            assertThat(said.getString("timestamp")).isEqualTo(event.getString("at"));
            assertThat(said.getJsonObject("data").getJsonObject("bot"))
                    .isEqualTo(new JsonObject().put("id", bot).put("name", "Hooked"));
            assertThat(said.getJsonObject("data").getJsonObject("session"))
                    .isEqualTo(new JsonObject()
                            .put("id", session)
                            .put("data", new JsonObject().put("first_name", "Ada"))
                            .put("gateway", "phoenix"));
            assertThat(event.getString("type")).isEqualTo("text");
            assertThat(event.getLong("seq")).isEqualTo(seq);
            assertThat(request.header("webhook-id")).isEqualTo(event.getString("id"));
            assertThat(request.header("webhook-signature")).isEqualTo(signature(request, SECRET));
        }
    }

    @Test
    void whileSecretsChangeThereAreTwoSignaturesAndWithoutASecretNone() {
        String rotating =
                bot(engine -> engine.put("secrets", new JsonArray().add(OTHER).add(SECRET)));
        String unsigned = bot(engine -> engine);
        try (Side first = EngineBots.person(rotating);
                Side second = EngineBots.person(unsigned)) {
            first.say(first.open("{}"), "one");
            first.hear("btu_msg");
            second.say(second.open("{}"), "two");
            second.hear("btu_msg");

            assertThat(hook.request(0).header("webhook-signature"))
                    .isEqualTo(signature(hook.request(0), OTHER) + " " + signature(hook.request(0), SECRET));
            assertThat(hook.request(1).header("webhook-signature")).isNull();
        }
    }

    @Test
    void anAnswerCanHaveButtonsAndFilesChangeDataAndEndTheConversation() {
        hook.answer((request, response) -> response.end("""
                {"messages":[{"text":"Pick","buttons":[{"title":"Yes","value":"y"}]},{"file":"https://x.example/a.pdf"}],
                 "data":{"mood":"fine","first_name":null},"close":true}"""));
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{\"first_name\":\"Ada\"}");
            person.say(session, "bye");

            JsonNode first = person.hear("btu_msg");
            assertThat(first.get("text").asText()).isEqualTo("Pick");
            assertThat(first.get("buttons").get(0).get("value").asText()).isEqualTo("y");
            assertThat(person.hear("btu_msg").get("file").get("url").asText()).isEqualTo("https://x.example/a.pdf");
            person.hear("session_closed");
            assertThat(session(session).data()).isEqualTo(new JsonObject().put("mood", "fine"));
        }
    }

    @Test
    void aBotThatHandsOffIsToldNothingMore() {
        hook.answer((request, response) -> response.end("{\"messages\":[\"A human comes\"],\"handoff\":true}"));
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{}");
            person.say(session, "help");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("A human comes");
            Waiting.until("it is nobody's", () -> session(session).assignee().kind() != Assignee.Kind.ENGINE);

            person.say(session, "hello?");
            person.say(session, "anybody?");

            assertThat(hook.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"short\"", "{\"text\":\"short\"}", "[\"short\"]", "{\"messages\":[{\"text\":\"short\"}]}"})
    void aMessageAloneIsAnAnswerToo(String body) {
        hook.answer((request, response) -> response.end(body));
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "hello");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("short");
        }
    }

    @ParameterizedTest
    @CsvSource({"200,", "200,{}", "200,null", "202,ignored", "204,"})
    void noAnswerIsDeliveredAllTheSame(int status, String body) {
        hook.answer((request, response) -> response.setStatusCode(status).end(body == null ? "" : body));
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "hello");

            assertThat(person.status()).isEqualTo("delivered");
            assertThat(person.hasHeard("btu_msg")).isFalse();
        }
    }

    @Test
    void whatMayBeBetterNextTimeIsTriedAgainWithTheSameId() {
        List<String> answers = List.of("500", "429", "302", "<h1>We are moving</h1>");
        Set<String> failed = ConcurrentHashMap.newKeySet();
        hook.answer((request, response) -> {
            String said = text(request);
            if (!failed.add(said)) {
                response.end("\"at last\"");
            } else if (said.startsWith("<")) {
                response.end(said);
            } else {
                response.setStatusCode(Integer.parseInt(said)).end();
            }
        });
        String bot = bot(engine -> engine);
        List<Side> people = new ArrayList<>();
        for (String answer : answers) {
            Side person = EngineBots.person(bot);
            people.add(person);
            person.say(person.open("{}"), answer);
        }
        for (Side person : people) {
            assertThat(person.status()).isEqualTo("delayed");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("at last");
            person.close();
        }
        for (String answer : answers) {
            List<Neighbour.Request> tries = hook.requests().stream()
                    .filter(request -> text(request).equals(answer))
                    .toList();
            assertThat(tries).hasSize(2);
            assertThat(tries.get(1).header("webhook-id")).isEqualTo(tries.get(0).header("webhook-id"));
            assertThat(tries.get(1).json()).isEqualTo(tries.get(0).json());
        }
    }

    private static String text(Neighbour.Request request) {
        return request.json().getJsonObject("data").getJsonObject("event").getString("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | ''",
                "404 | ''",
                "200 | {\"messages\":\"x\"}",
                "200 | {\"messages\":[{\"buttons\":[]}]}",
                "200 | {\"data\":[]}",
                "200 | {\"close\":\"yes\"}",
                "200 | 7"
            })
    void aRefusalAndAnAnswerThatIsNoneAreFinalAndTheNextMessageGoes(int status, String body) {
        hook.answer((request, response) -> {
            if (hook.requests().size() == 1) {
                response.setStatusCode(status).end(body);
            } else {
                response.end("\"next\"");
            }
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{}");
            person.say(session, "one");
            assertThat(person.status()).isEqualTo("undeliverable");
            person.say(session, "two");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("next");
            assertThat(hook.requests()).hasSize(2);
        }
    }

    @Test
    void anAnswerOverTheLimitsIsRefusedWholeAndOneAtThemIsTaken() {
        JsonObject most = new JsonObject().put("text", "\uD83D\uDC4B".repeat(Limits.DEFAULT.maxText()));
        JsonObject data = new JsonObject().put("k", "x".repeat(Limits.DEFAULT.maxData() - "{'k':''}".length()));
        JsonObject fits =
                new JsonObject().put("messages", new JsonArray().add(most)).put("data", data);
        String bot = bot(engine -> engine);
        try (Side person = EngineBots.person(bot)) {
            String session = person.open("{}");
            hook.answer((request, response) -> response.end(fits.encode()));
            person.say(session, "at the limits");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo(most.getString("text"));
            assertThat(session(session).data()).isEqualTo(data);
            assertThat(person.status()).isEqualTo("delivered");

            JsonObject longText = new JsonObject().put("text", most.getString("text") + "!");
            hook.answer((request, response) ->
                    response.end(new JsonArray().add("not said").add(longText).encode()));
            person.say(session, "a text over them");
            assertThat(person.status()).isEqualTo("undeliverable");
            hook.answer((request, response) -> response.end("{\"messages\":[\"nor this\"],\"data\":{\"more\":1}}"));
            person.say(session, "data over them");
            assertThat(person.status()).isEqualTo("undeliverable");

            assertThat(hook.requests()).hasSize(3);
            assertThat(session(session).data()).isEqualTo(data);
            assertThat(person.hasHeard("btu_msg")).isFalse();
            String listed = server.api("GET", "/api/v1/bots/" + bot + "/undeliverable", "")
                    .body();
            assertThat(listed)
                    .contains(
                            "the answer is too long: text over 100000 characters",
                            "the answer is too long: the data would take");
        }
    }

    @Test
    void aServiceThatIsGoneIsNotAskedAgainUntilTheManifestChanges() {
        hook.answer((request, response) -> response.setStatusCode(410).end());
        String bot = bot(engine -> engine);
        try (Side person = EngineBots.person(bot)) {
            String session = person.open("{}");
            person.say(session, "one");
            assertThat(person.status()).isEqualTo("undeliverable");
            person.say(session, "two");
            assertThat(person.status()).isEqualTo("undeliverable");
            assertThat(hook.requests()).hasSize(1);

            hook.answer((request, response) -> response.end("\"here again\""));
            change(bot, engine -> engine.put("timeout", 5));
            person.say(session, "three");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("here again");
        }
    }

    @Test
    void aBotWantsToBeLeftAloneForAWhile() {
        hook.answer((request, response) -> {
            if (hook.requests().size() == 1) {
                response.putHeader("retry-after", "2").setStatusCode(429).end();
            } else {
                response.end("\"ready\"");
            }
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{}");
            long asked = System.nanoTime();
            person.say(session, "one");
            assertThat(person.status()).isEqualTo("delayed");
            // Writing again ends any other pause.
            person.say(session, "two");

            person.hear("btu_msg");
            assertThat(System.nanoTime() - asked).isGreaterThan(1_900_000_000L);
        }
    }

    @Test
    void onlyTheChosenEventsAreSent() {
        String bot = bot(engine -> engine.put("events", new JsonArray(List.of("data", "opened", "closed", "typing"))));
        hook.answer((request, response) -> response.end());
        try (Side person = EngineBots.person(bot)) {
            String session = person.open("{\"a\":1}");
            assertThat(hook.request(0).json().getString("type")).isEqualTo("opened");
            assertThat(hook.request(0).header("webhook-id")).isEqualTo(session + ".opened");
            person.say(session, "not sent");
            assertThat(person.status()).isEqualTo("delivered");

            person.ok("put_data", "{\"session\":\"" + session + "\",\"data\":{\"b\":2}}");
            JsonObject data = hook.request(1).json();
            assertThat(data.getString("type")).isEqualTo("data");
            assertThat(data.getJsonObject("data").getJsonObject("event").getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("b", 2));
            person.ok("typing", "{\"session\":\"" + session + "\",\"on\":true}");
            assertThat(hook.request(2).json().getJsonObject("data").getJsonObject("typing"))
                    .isEqualTo(new JsonObject().put("on", true));
            Waiting.on(server.parley()
                    .conversations()
                    .close(new SessionRef(UUID.fromString(session), null, null), Author.SYSTEM));
            assertThat(hook.request(3).json().getString("type")).isEqualTo("closed");
            assertThat(hook.requests()).hasSize(4);
        }
    }

    @Test
    void noMoreCallsAtOnceThanTheManifestAllows() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        hook.answer((request, response) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            hook.vertx().setTimer(20, timer -> {
                now.decrementAndGet();
                response.end("\"done\"");
            });
        });
        try (Side person = EngineBots.person(bot(engine -> engine.put("concurrency", 2)))) {
            for (int i = 0; i < 12; i++) {
                person.say(person.open("{}"), "hello");
            }
            for (int i = 0; i < 12; i++) {
                person.hear("btu_msg");
            }
        }
        assertThat(most).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'url':'http://10.0.0.1/'} | engine-allow",
                "{'url':'bot.example'} | absolute URL",
                "{} | missing",
                "{'url':'https://a.example','secret':'guess'} | whsec_",
                "{'url':'https://a.example','secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw','secrets':[]} | secrets",
                "{'url':'https://a.example','timeout':121} | at most 2m",
                "{'url':'https://a.example','timeout':0} | at least 1s",
                "{'url':'https://a.example','concurrency':257} | 256",
                "{'url':'https://a.example','events':['messages']} | nearest",
                "{'url':'https://a.example','sercet':'x'} | nearest"
            })
    void aManifestThatCannotWorkIsRefusedWithTheReason(String settings, String reason) {
        EngineBots.assertRefused("webhook", settings, reason);
    }

    private static Session session(String id) {
        return Waiting.on(server.parley().conversations().session(new SessionRef(UUID.fromString(id), null, null)))
                .orElseThrow();
    }

    private String bot(UnaryOperator<JsonObject> settings) {
        return server.makeBot(manifest(settings).encode());
    }

    private void change(String bot, UnaryOperator<JsonObject> settings) {
        JsonObject body = new JsonObject().put("bot", new JsonObject().put("manifest", manifest(settings)));
        assertThat(server.api("PUT", "/api/bots/" + bot, body.encode()).statusCode())
                .isEqualTo(200);
    }

    private JsonObject manifest(UnaryOperator<JsonObject> settings) {
        JsonObject engine = new JsonObject().put("type", "webhook").put("url", hook.url("/hook"));
        return EngineBots.manifest(settings.apply(engine)).put("name", "Hooked");
    }

    private static String signature(Neighbour.Request request, String secret) {
        return Signature.with(List.of(secret))
                .of(
                        request.header("webhook-id"),
                        Long.parseLong(request.header("webhook-timestamp")),
                        request.body().getBytes());
    }
}
