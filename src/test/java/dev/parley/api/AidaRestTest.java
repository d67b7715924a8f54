package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.testing.Multipart;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AIDA's routes where the recorded cases do not go. */
class AidaRestTest {
    private static final String MANIFEST = """
            {"version":"1","languages":["en","de"],"notifications_url":"http://127.0.0.1:9/n",
             "variables":[{"name":"shop","values":{"en":"the shop","de":"der Laden"}}],
             "front_desk":{"greeting":{"message":{"en":"Hello"}},"introduction":{"message":{"en":"I can"}},
              "not_understood":{"message":{"en":"Sorry?"}},"clarification":{"message":{"en":"Which?"}},"threshold":0.3,
              "unsubscribe":{"introduction_message":{"message":{"en":"Send STOP"}},"keywords":{"en":["stop"]},
               "acknowledge_message":{"message":{"en":"Bye"}}}},
             "skills":[{"type":"language_detector","explanation":"en or de",
              "languages":{"en":["english"],"de":["deutsch"]}}],
             "channels":[{"type":"websocket","access_token":"t"}]}""";

    private static final TestServer server = TestServer.shared();
    private static Api admin;

    @BeforeAll
    static void start() {
        admin = new Api(server, new DocumentedAnswers(server.vertx()), TestServer.ADMIN_TOKEN);
    }

    private static Ground scripted(JsonObject data) {
        Ground ground = Ground.fresh(server);
        // What the person said is not for the script, which would answer it.
        Waiting.until("the first engine has dealt with it", ground::isDealtWith);
        String manifest = new JsonObject()
                .put("bot", new JsonObject().put("manifest", new JsonObject(MANIFEST)))
                .encode();
        admin.json(200, "PUT", "/api/bots/" + ground.bot(), manifest);
        Waiting.on(StoreCalls.append(
                server.parts().store(), ground.target(), Draft.of(Author.SYSTEM, new Body.DataMerged(data, Set.of()))));
        return ground;
    }

    private static String path(Ground ground) {
        return "/api/bots/" + ground.bot() + "/sessions/" + ground.session();
    }

    /** What the log shows of the bot's side, with its direction. */
    private static List<String> said(Ground ground) {
        return admin.json(200, "GET", path(ground) + "/log").getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(line -> line.getString("direction").matches("outgoing|not sent.*"))
                .filter(line -> line.getString("content_type").equals("text"))
                .map(line -> line.getString("direction") + ": " + line.getString("content"))
                .toList();
    }

    private static void send(Ground ground, Object message) {
        HttpResponse<String> sent =
                admin.call("POST", path(ground) + "/send_message", new JsonObject().put("message", message));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(sent.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"de, Hallo", "en, Hello", "fr, Hello"})
    void aMessageForEachLanguageIsSaidInTheSessions(String language, String text) {
        Ground ground = scripted(new JsonObject().put("language", language));

        send(ground, new JsonObject().put("de", "Hallo").put("en", "Hello"));

        assertThat(said(ground)).last().isEqualTo("outgoing: " + text);
    }

    @Test
    void whatNoLanguageHasIsSaidInTheOneThereIs() {
        Ground ground = scripted(new JsonObject().put("language", "de"));

        send(ground, new JsonObject().put("pt", "Oi"));

        assertThat(said(ground)).last().isEqualTo("outgoing: Oi");
    }

    @Test
    void namesAreReplacedAndUnknownOnesAreNotedAsAnError() {
        Ground ground = scripted(new JsonObject().put("language", "de").put("first_name", "Grace"));

        send(ground, "${first_name}: ${shop}, ${nothing_known}!");

        assertThat(said(ground)).last().isEqualTo("outgoing: Grace: der Laden, !");
        JsonArray errors = admin.json(200, "GET", "/api/bots/" + ground.bot() + "/error_logs")
                .getJsonArray("data");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(((JsonObject) error).getString("message")).isEqualTo("Unknown variable: nothing_known");
            assertThat(((JsonObject) error).getString("session_id")).isEqualTo(ground.session());
        });
    }

    @Test
    void whoMustNotBeDisturbedHearsNothingAndTheLogSaysSo() {
        Ground ground = scripted(new JsonObject().put(".do_not_disturb", true));

        send(ground, "news");

        assertThat(said(ground)).containsExactly("not sent (do not disturb): news");
        assertThat(Api.code(
                        409,
                        admin.call(
                                "POST", "/api/v1/sessions/" + ground.session() + "/messages", "{\"text\":\"news\"}")))
                .isEqualTo("do_not_disturb");
        // An answer to what the person wrote was asked for.
        admin.json(201, "POST", "/api/v1/sessions/" + ground.session() + "/messages", "{\"text\":\"so\",\"cause\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "${nothing}"})
    void aTextThatComesOutBlankIsNotSaid(String text) {
        Ground ground = scripted(new JsonObject());

        send(ground, text);

        assertThat(said(ground)).isEmpty();
    }

    @Test
    void anExpressionIsRefusedAsInAManifest() {
        Ground ground = scripted(new JsonObject());

        HttpResponse<String> refused =
                admin.call("POST", path(ground) + "/send_message", "{\"message\":\"{{ 1 + 1 }}\"}");

        assertThat(Api.json(422, refused).getString("errors")).isEqualTo("Expressions in {{ }} are not supported");
        assertThat(said(ground)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":7}",
                "{\"message\":null}",
                "{\"message\":[\"a\"]}",
                "{\"message\":{\"en\":7}}"
            })
    void aMessageThatIsNoneIsABadRequest(String body) {
        Ground ground = Ground.fresh(server);

        Api.json(400, admin.call("POST", path(ground) + "/send_message", body));

        assertThat(said(ground)).isEmpty();
    }

    @Test
    void aMessageComesUrlencodedByMultipartAndInTheQuery() {
        Ground ground = Ground.fresh(server);
        String path = path(ground) + "/send_message";
        Multipart form = new Multipart().part("message", null, null, "by multipart".getBytes(UTF_8));

        admin.send("POST", path, "application/x-www-form-urlencoded", null, BodyPublishers.ofString("message=by+form"));
        admin.send("POST", path, form.contentType(), null, BodyPublishers.ofByteArray(form.bytes()));
        admin.call("POST", path + "?message=by%20query");

        assertThat(said(ground)).containsExactly("outgoing: by form", "outgoing: by multipart", "outgoing: by query");
    }

    @Test
    void aTextHasAsManyCharactersAsAnyOther() {
        Ground ground = Ground.fresh(server);
        for (int length : new int[] {99_999, 100_000}) {
            send(ground, "x".repeat(length));
        }
        HttpResponse<String> refused = admin.call(
                "POST", path(ground) + "/send_message", new JsonObject().put("message", "x".repeat(100_001)));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(said(ground)).hasSize(2);
    }

    @Test
    void aSessionThatIsNotThisBotsIsUnknownEverywhere() {
        Ground ground = Ground.fresh(server);
        Ground other = Ground.fresh(server);
        for (String session : List.of(other.session(), UUID.randomUUID().toString())) {
            String path = "/api/bots/" + ground.bot() + "/sessions/" + session;
            assertThat(Api.json(422, admin.call("POST", path + "/send_message", "{\"message\":\"x\"}")))
                    .isEqualTo(new JsonObject().put("errors", "Unknown session"));
            assertThat(Api.json(422, admin.call("PUT", path + "/forward_messages", "{\"forward_messages_id\":\"1\"}")))
                    .isEqualTo(new JsonObject().put("errors", "Unknown session"));
            assertThat(admin.json(200, "GET", path + "/log").getJsonArray("data"))
                    .isEmpty();
            assertThat(attach(path, DOT).statusCode()).isEqualTo(404);
        }
        assertThat(said(other)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sessions", "/session_data", "/error_logs", "/stats/users_per_skill?period=all"})
    void anUnknownBotHasNothing(String list) {
        HttpResponse<String> answer = admin.call("GET", "/api/bots/" + UUID.randomUUID() + list);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isIn("{\"data\":[]}", "[]");
    }

    @Test
    void sessionsComeFromTheStoreInPagesAndAllOfThem() {
        Ground ground = Ground.fresh(server);
        Store store = server.parts().store();
        // More than two pages of the store, which hold 500.
        List<Future<?>> written = new ArrayList<>();
        for (int i = 1; i < 1_010; i++) {
            UUID id = UUID.randomUUID();
            written.add(store.open(
                    new NewSession(id, UUID.fromString(ground.bot()), "phoenix", null, new JsonObject(), List.of())));
            written.add(StoreCalls.append(
                    store, new SessionRef(id, null, null), Draft.of(Author.PERSON, new Body.Text("hello"))));
        }
        Waiting.on(Future.all(written));

        List<String> ids =
                admin.json(200, "GET", "/api/bots/" + ground.bot() + "/sessions").getJsonArray("data").stream()
                        .map(session -> ((JsonObject) session).getString("id"))
                        .toList();

        assertThat(ids).hasSize(1_010).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"7999999, 200", "8000000, 200", "8000001, 413"})
    void aBodyWithAnAttachmentHasABound(int bytes, int status) {
        Ground ground = Ground.fresh(server);
        int around = form(new byte[0]).bytes().length;

        HttpResponse<String> answer = attach(path(ground), Arrays.copyOf(DOT, bytes - around));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 415",
        "image/png, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data, 400"
    })
    void anAttachmentIsAMultipartForm(String type, int status) {
        Ground ground = Ground.fresh(server);

        HttpResponse<String> answer =
                admin.send("POST", path(ground) + "/attachment", type, null, BodyPublishers.ofByteArray(DOT));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Multipart form(byte[] picture) {
        return new Multipart().part("file", "dot.png", "image/png", picture);
    }

    private static HttpResponse<String> attach(String session, byte[] picture) {
        Multipart form = form(picture);
        return admin.send(
                "POST", session + "/attachment", form.contentType(), null, BodyPublishers.ofByteArray(form.bytes()));
    }

    @Test
    void forwardingIsSetRepeatedAndEndedInAidasWay() {
        Ground ground = Ground.fresh(server);
        String path = path(ground) + "/forward_messages";
        String data = "/api/bots/" + ground.bot() + "/session_data?include_internal=true";

        assertThat(admin.call("PUT", path, "{\"forward_messages_id\":\"a/b\"}").body())
                .isEqualTo("{\"forward_messages_id\":\"a/b\"}");
        assertThat(admin.json(200, "GET", data).encode()).contains("\".forward_messages_id\":\"a/b\"");
        HttpResponse<String> ended = admin.send(
                "PUT",
                path,
                "application/x-www-form-urlencoded",
                null,
                BodyPublishers.ofString("forward_messages_id="));
        assertThat(ended.body()).isEqualTo("{\"forward_messages_id\":\"\"}");
        assertThat(admin.json(200, "GET", data).encode()).doesNotContain(".forward_messages_id");
        assertThat(admin.call("PUT", path, "{\"forward_messages_id\":null}").body())
                .isEqualTo("{\"forward_messages_id\":null}");
        Api.json(400, admin.call("PUT", path, "{}"));
        Api.json(400, admin.call("PUT", path, "{\"forward_messages_id\":7}"));
    }

    @Test
    void onlyTheMethodsThereAreAreServed() {
        Ground ground = Ground.fresh(server);

        for (String[] wrong : new String[][] {
            {"PUT", "/send_message"},
            {"GET", "/send_message"},
            {"POST", "/forward_messages"},
            {"POST", "/log"},
            {"GET", "/attachment"},
            {"DELETE", ""}
        }) {
            assertThat(Api.json(404, admin.call(wrong[0], path(ground) + wrong[1]))
                            .getJsonObject("errors")
                            .getString("detail"))
                    .isEqualTo("Page not found");
        }
        admin.json(200, "GET", "/api/v1/sessions/" + ground.session());
    }

    @Test
    void aPeriodIsWanted() {
        String bot = Ground.fresh(server).bot();

        for (String figure : List.of("usage_summary", "users_per_skill")) {
            Api.json(400, admin.call("GET", "/api/bots/" + bot + "/stats/" + figure));
        }
        assertThat(admin.json(200, "GET", "/api/bots/" + bot + "/stats/usage_summary?period=all"))
                .contains(Map.entry("active_users", 1), Map.entry("messages_received", 1));
    }
}
