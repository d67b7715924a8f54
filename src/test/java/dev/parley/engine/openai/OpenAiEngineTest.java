package dev.parley.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.engine.EngineBots;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Multipart;
import dev.parley.testing.Neighbour;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A language model as a bot's side, against the whole server and a local endpoint that speaks the real wire form. */
class OpenAiEngineTest {
    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final TestServer server = TestServer.shared();

    private final Map<String, Consumer<HttpServerResponse>> failures = new LinkedHashMap<>();
    private Neighbour model;

    @BeforeEach
    void open() {
        model = new Neighbour((request, response) -> {
            begin(response);
            say(response, "Hel");
            say(response, "lo, ");
            say(response, "Ada 👋");
            end(response);
        });
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theAnswerIsStreamedAndThenStoredUnderTheStreamsId() {
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "Hello");

            ObjectNode message = person.hear("btu_msg");
            assertThat(message.get("text").asText()).isEqualTo("Hello, Ada 👋");
            List<JsonNode> parts = parts(person, "Hello, Ada 👋");
            assertThat(parts).allSatisfy(part -> assertThat(part.get("id")).isEqualTo(message.get("id")));
            assertThat(parts).extracting(part -> part.get("session")).containsOnly(message.get("session"));
            assertThat(person.status()).isEqualTo("delivered");
        }
    }

    @Test
    void theModelReadsTheConversationItsInstructionsAndParameters() {
        String bot = bot(engine -> engine.put("system", "Be kind.")
                .put("api_key", "sk-test")
                .put("max_tokens", 77)
                .put("parameters", new JsonObject().put("temperature", 0.5)));
        try (Side person = EngineBots.person(bot)) {
            String session = person.open("{}");
            person.say(session, "one");
            person.hear("btu_msg");
            person.say(session, "two");
            person.hear("btu_msg");

            Neighbour.Request request = model.request(1);
            assertThat(request.uri()).isEqualTo("/v1/chat/completions");
            assertThat(request.header("authorization")).isEqualTo("Bearer sk-test");
            assertThat(request.json())
                    .isEqualTo(new JsonObject()
                            .put("model", "tiny")
                            .put("max_tokens", 77)
                            .put("temperature", 0.5)
                            .put("stream", true)
                            .put(
                                    "messages",
                                    new JsonArray()
                                            .add(message("system", "Be kind."))
                                            .add(message("user", "one"))
                                            .add(message("assistant", "Hello, Ada 👋"))
                                            .add(message("user", "two"))));
        }
    }

    @Test
    void anImageIsAWordUnlessTheModelIsToSeeIt() throws Exception {
        String blind = bot(engine -> engine);
        String seeing = bot(engine -> engine.put("images", true));
        try (Side first = EngineBots.person(blind);
                Side second = EngineBots.person(seeing)) {
            show(first, blind, first.open("{}"));
            String session = second.open("{}");
            show(second, seeing, session);
            second.say(session, "What is it?");
            second.hear("btu_msg");

            JsonObject url = new JsonObject().put("url", "data:image/png;base64," + DOT);
            JsonObject part = new JsonObject().put("type", "image_url").put("image_url", url);
            assertThat(model.request(0).json().getJsonArray("messages"))
                    .isEqualTo(new JsonArray().add(message("user", "[an image]")));
            assertThat(model.request(2).json().getJsonArray("messages"))
                    .isEqualTo(new JsonArray()
                            .add(new JsonObject().put("role", "user").put("content", new JsonArray().add(part)))
                            .add(message("assistant", "Hello, Ada 👋"))
                            .add(message("user", "What is it?")));
        }
    }

    /** Lets a person send a picture, and waits for the answer. */
    private static void show(Side person, String bot, String session) throws Exception {
        Multipart form = new Multipart()
                .part("file", "dot.png", "image/png", Base64.getDecoder().decode(DOT));
        HttpRequest upload = HttpRequest.newBuilder(URI.create(server.url() + "/content/image/" + bot + "/" + session))
                .header("content-type", form.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()))
                .build();
        String answer =
                server.http().send(upload, HttpResponse.BodyHandlers.ofString()).body();
        String image = new JsonObject(answer).getString("id");
        person.ok("utb_img", "{\"session\":\"" + session + "\",\"image\":\"" + image + "\"}");
        person.hear("btu_msg");
    }

    @Test
    void onlyTheNewestEventsAreRead() {
        try (Side person = EngineBots.person(bot(engine -> engine.put("history", 3)))) {
            String session = person.open("{}");
            for (String text : List.of("one", "two", "three")) {
                person.say(session, text);
                person.hear("btu_msg");
            }

            assertThat(model.request(2).json().getJsonArray("messages"))
                    .isEqualTo(new JsonArray()
                            .add(message("user", "two"))
                            .add(message("assistant", "Hello, Ada 👋"))
                            .add(message("user", "three")));
        }
    }

    @Test
    void writingAgainEndsTheAnswerAndBothAreAnsweredTogether() {
        AtomicInteger cut = new AtomicInteger();
        model.answer((request, response) -> {
            begin(response);
            if (model.requests().size() == 1) {
                say(response, "I think ");
                response.exceptionHandler(gone -> cut.incrementAndGet());
                response.closeHandler(gone -> cut.incrementAndGet());
            } else {
                say(response, "Both.");
                end(response);
            }
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{}");
            person.say(session, "one");
            JsonNode draft = person.hear("btu_part");
            assertThat(draft.get("delta").asText()).isEqualTo("I think ");
            person.say(session, "two");

            JsonNode withdrawn = person.hear("btu_part");
            assertThat(withdrawn.get("cancelled").asBoolean()).isTrue();
            assertThat(withdrawn.get("id")).isEqualTo(draft.get("id"));
            JsonNode answer = person.hear("btu_msg");
            assertThat(answer.get("text").asText()).isEqualTo("Both.");
            assertThat(answer.get("id")).isNotEqualTo(draft.get("id"));
            assertThat(model.request(1).json().getJsonArray("messages"))
                    .isEqualTo(new JsonArray().add(message("user", "one")).add(message("user", "two")));
            Waiting.until("the first was cut", () -> cut.get() > 0);
            assertThat(model.requests()).hasSize(2);
            assertThat(person.ok("history", "{\"session\":\"" + session + "\"}")
                            .get("events")
                            .findValuesAsText("text"))
                    .containsExactly("one", "two", "Both.");
        }
    }

    @Test
    void whatWaitedWhileTheModelWasDownIsAnsweredTogether() {
        AtomicInteger asked = new AtomicInteger();
        model.answer((request, response) -> {
            if (asked.incrementAndGet() <= 1) {
                response.setStatusCode(503).putHeader("retry-after", "1").end();
                return;
            }
            begin(response);
            say(response, "All.");
            end(response);
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            String session = person.open("{}");
            person.say(session, "one");
            assertThat(person.status()).isEqualTo("delayed");
            person.say(session, "two");
            person.say(session, "three");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("All.");
            assertThat(asked).hasValue(2);
            assertThat(model.request(1).json().getJsonArray("messages")).hasSize(3);
        }
    }

    @Test
    void anAnswerThatFailsInItsMiddleIsWithdrawnAndMadeAnew() {
        first("cut", response -> model.vertx().setTimer(20, timer -> response.reset()));
        first("end", HttpServerResponse::end);
        first("error", response -> response.end("data: {\"error\":{\"message\":\"overloaded\"}}\n\n"));
        first("garbage", response -> response.end("data: {\"choices\":[{\n\n"));

        withdrawnAndAnsweredAnew(engine -> engine);
    }

    @Test
    void aModelThatFallsSilentIsCutOffWhateverItSendsToKeepTheLine() {
        first("silence", response -> {});
        first("comments", response -> model.vertx().setPeriodic(100, timer -> response.write(": processing\n\n")));

        withdrawnAndAnsweredAnew(engine -> engine.put("idle_timeout", 1));
    }

    @Test
    void aModelThatSaysNothingIsCutOffWhateverItSendsToKeepTheLine() {
        model.answer((request, response) -> {
            begin(response);
            if (model.requests().size() == 1) {
                model.vertx().setPeriodic(100, timer -> response.write(": processing\n\n"));
            } else {
                say(response, "Well again");
                end(response);
            }
        });
        try (Side person = EngineBots.person(bot(engine -> engine.put("first_token_timeout", 1)))) {
            person.say(person.open("{}"), "Hello");

            assertThat(person.status()).isEqualTo("delayed");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("Well again");
        }
    }

    /** Who says this word gets the beginning of an answer and then that, and the whole when asked again. */
    private void first(String word, Consumer<HttpServerResponse> then) {
        failures.put(word, then);
    }

    private void withdrawnAndAnsweredAnew(UnaryOperator<JsonObject> settings) {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        model.answer((request, response) -> {
            JsonArray messages = request.json().getJsonArray("messages");
            String word = messages.getJsonObject(messages.size() - 1).getString("content");
            begin(response);
            say(response, "I heard ");
            if (failed.add(word)) {
                failures.get(word).accept(response);
            } else {
                say(response, word);
                end(response);
            }
        });
        String bot = bot(settings);
        List<Side> people = new ArrayList<>();
        for (String word : failures.keySet()) {
            Side person = EngineBots.person(bot);
            people.add(person);
            person.say(person.open("{}"), word);
        }
        for (Side person : people) {
            JsonNode draft = person.hear("btu_part");
            assertThat(person.status()).isEqualTo("delayed");
            JsonNode answer = person.hear("btu_msg");
            assertThat(failures).containsKey(answer.get("text").asText().substring("I heard ".length()));
            assertThat(answer.get("id")).isNotEqualTo(draft.get("id"));
            Waiting.until(
                    "the first is withdrawn", () -> person.hear("btu_part").has("cancelled"));
            person.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "404"})
    void aRequestTheModelRefusesIsFinal(int status) {
        model.answer(
                (request, response) -> response.setStatusCode(status)
                        .end(
                                "{\"error\":{\"message\":\"The model `tiny` does not exist\",\"type\":\"invalid_request_error\"}}"));
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "Hello");

            assertThat(person.status()).isEqualTo("undeliverable");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() {
        model.answer((request, response) -> response.putHeader("content-type", "application/json")
                .end("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"At once\"}}]}"));
        try (Side person = EngineBots.person(bot(engine -> engine.put("stream", false)))) {
            person.say(person.open("{}"), "Hello");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("At once");
            assertThat(person.hasHeard("btu_part")).isFalse();
            assertThat(model.request(0).json().getBoolean("stream")).isFalse();
        }
    }

    @Test
    void anEmptyAnswerIsSilence() {
        model.answer((request, response) -> {
            begin(response);
            end(response);
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "Hello");

            assertThat(person.status()).isEqualTo("delivered");
            assertThat(person.hasHeard("btu_msg")).isFalse();
        }
    }

    @Test
    void aFlawedAnswerWithoutEndIsGivenUp() {
        model.answer((request, response) -> {
            begin(response);
            String flood = "x".repeat(1_000);
            for (int i = 0; i < 101; i++) {
                say(response, flood);
            }
        });
        try (Side person = EngineBots.person(bot(engine -> engine))) {
            person.say(person.open("{}"), "Hello");

            assertThat(person.status()).isEqualTo("undeliverable");
            assertThat(person.hasHeard("btu_msg")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing",
                "{'model':''} | expected",
                "{'model':'m','max_tokens':0} | max_tokens",
                "{'model':'m','url':'http://192.168.1.5/v1'} | engine-allow",
                "{'model':'m','parameters':{'messages':[]}} | the engine sets it",
                "{'model':'m','first_token_timeout':601} | at most 10m"
            })
    void aManifestThatCannotWorkIsRefusedWithTheReason(String settings, String reason) {
        EngineBots.assertRefused("openai", settings, reason);
    }

    @Test
    void newerModelsTakeTheirLimitByItsOtherName() {
        Settings settings = Settings.of(new JsonObject(
                "{\"type\":\"openai\",\"model\":\"m\"," + "\"parameters\":{\"max_completion_tokens\":50}}"));

        assertThat(settings.request())
                .isEqualTo(new JsonObject().put("model", "m").put("max_completion_tokens", 50));
        assertThat(settings.url()).isEqualTo("https://api.openai.com/v1/chat/completions");
        assertThat(Settings.of(new JsonObject("{\"model\":\"m\"}")).request().getInteger("max_tokens"))
                .isEqualTo(1_000);
    }

    /** The parts that together make this text, in the order of their numbers. */
    private static List<JsonNode> parts(Side person, String whole) {
        List<JsonNode> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (text.length() < whole.length()) {
            JsonNode part = person.hear("btu_part");
            assertThat(part.get("n").asInt()).isEqualTo(parts.size());
            text.append(part.get("delta").asText());
            parts.add(part);
        }
        assertThat(text).hasToString(whole);
        return parts;
    }

    private static void begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("content-type", "text/event-stream; charset=utf-8");
        response.write(chunk(new JsonObject().put("role", "assistant").put("content", ""), null));
    }

    private static void say(HttpServerResponse response, String text) {
        response.write(chunk(new JsonObject().put("content", text), null));
    }

    private static void end(HttpServerResponse response) {
        response.write(chunk(new JsonObject(), "stop"));
        response.write("data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"total_tokens\":9}}\n\n");
        response.end("data: [DONE]\n\n");
    }

    private static String chunk(JsonObject delta, String finish) {
        JsonObject choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
        return "data: "
                + new JsonObject()
                        .put("id", "chatcmpl-1")
                        .put("object", "chat.completion.chunk")
                        .put("choices", new JsonArray().add(choice))
                        .encode()
                + "\n\n";
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    private String bot(UnaryOperator<JsonObject> settings) {
        JsonObject engine =
                new JsonObject().put("type", "openai").put("model", "tiny").put("url", model.url("/v1/"));
        return EngineBots.make(settings.apply(engine));
    }
}
