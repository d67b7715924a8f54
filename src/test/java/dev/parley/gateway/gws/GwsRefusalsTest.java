package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.TestServer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, how, and that nothing has changed by it. */
class GwsRefusalsTest {
    private static final int MAX_BODY = 2_000;
    private static final int MAX_TEXT = 100;
    private static final String UNKNOWN = "/api/v2/chats/00000000-0000-4000-8000-000000000000";

    private static TestServer server;
    private static RawChats client;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(GwsOptions.MAX_BODY, MAX_BODY)
                .set(ConfigKey.MAX_TEXT, MAX_TEXT)
                .set(ConfigKey.MAX_DATA, 200));
        client = new RawChats(server.url());
        server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\"}]}");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v2/chats, 405, 3, 'POST, OPTIONS'",
        "DELETE, /api/v2/chats/, 405, 3, 'POST, OPTIONS'",
        "PUT, CHAT, 405, 3, 'GET, POST, OPTIONS'",
        "DELETE, CHAT/, 405, 3, 'GET, POST, OPTIONS'",
        "HEAD, CHAT/messages, 405, 3, 'GET, OPTIONS'",
        "POST, CHAT/messages, 405, 3, 'GET, OPTIONS'",
        "GET, CHAT/users, 404, 6,",
        "GET, CHAT/messages/1, 404, 6,",
        "POST, /api/v2/chats//, 404, 6,",
        "GET, /api/v2/chats/toString, 400, 6,",
        "GET, /api/v2/chats/__proto__/messages, 400, 6,",
        "GET, /api/v2/chats/%3Cscript%3E/messages, 400, 6,",
        "GET, /api/v2/chats/00000000-0000-4000-8000-000000000000/messages?index=1, 400, 6,",
        "GET, CHAT/messages?index=-1, 400, 10,",
        "GET, CHAT/messages?index=1.5, 400, 10,"
    })
    void anAddressOrMethodThatIsNone(String method, String path, int status, int code, String allow) {
        String chat = client.begin();

        RawChats.Answer answer = client.send(method, path.replace("CHAT", chat), Map.of(), Buffer.buffer());

        assertThat(answer.status()).isEqualTo(status);
        if (!method.equals("HEAD")) {
            assertRefused(answer, code);
        }
        assertThat(answer.headers().get("allow")).isEqualTo(allow);
        assertThat(client.poll(chat)).containsExactly("1 Ann joined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 400 | 1",
                "null | 400 | 1",
                "{} | 400 | 1",
                "{\"operationName\":\"Dance\"} | 405 | 3",
                "{\"operationName\":\"RequestChat\",\"nickname\":\"n\",\"subject\":\"s\"} | 405 | 3",
                "{\"operationName\":\"SendMessage\"} | 400 | 1",
                "{\"operationName\":\"SendMessage\",\"text\":\"\"} | 400 | 1",
                "{\"operationName\":\"SendMessage\",\"text\":\"\\u0000\"} | 400 | 1",
                "{\"operationName\":\"SendMessage\",\"text\":1} | 400 | 10"
            })
    void anOperationThatIsNoneLeavesNoEntry(String body, int status, int code) {
        String chat = client.begin();

        RawChats.Answer answer = client.post(chat, body);

        assertThat(answer.status()).isEqualTo(status);
        assertRefused(answer, code);
        assertThat(client.poll(chat)).containsExactly("1 Ann joined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendMessage", "SendStartTypingNotification", "SendStopTypingNotification", "Complete"})
    void nothingIsDoneInAChatThatIsUnknownOrOver(String operation) {
        String over = client.begin();
        client.does(over, "Complete");
        List<String> before = client.poll(over);

        assertRefused(client.does(UNKNOWN, operation), 6);
        RawChats.Answer answer = client.does(over, operation);

        assertThat(answer.status()).isEqualTo(400);
        assertRefused(answer, 2);
        assertThat(RawChats.told(client.get(over + "/messages?index=1"))).isEqualTo(before);
    }

    @Test
    void aBodyMayBeSoLarge() {
        String chat = client.begin();

        assertThat(client.post(chat, sized(MAX_BODY - 1)).status()).isEqualTo(200);
        assertThat(client.post(chat, sized(MAX_BODY)).status()).isEqualTo(200);
        RawChats.Answer refused = client.post(chat, sized(MAX_BODY + 1));

        assertThat(refused.status()).isEqualTo(413);
        assertRefused(refused, 10);
        assertThat(client.post("/api/v2/chats", " ".repeat(MAX_BODY * 20)).status())
                .isEqualTo(413);
        assertThat(client.poll(chat)).hasSize(3);
    }

    @Test
    void aTextMayBeSoLong() {
        String chat = client.begin();

        assertThat(client.say(chat, "😀".repeat(MAX_TEXT - 1)).status()).isEqualTo(200);
        assertThat(client.say(chat, "😀".repeat(MAX_TEXT)).status()).isEqualTo(200);
        RawChats.Answer refused = client.say(chat, "😀".repeat(MAX_TEXT + 1));

        assertThat(refused.status()).isEqualTo(400);
        assertRefused(refused, 10);
        assertThat(client.poll(chat)).hasSize(3);
    }

    @Test
    void whatIsKnownOfACustomerMayBeSoMuch() {
        assertThat(begin(200).status()).isEqualTo(200);
        assertRefused(begin(201), 10);
    }

    @Test
    void bodiesAreReadWhateverTheyAreSaidToBe() {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            Buffer body = Buffer.buffer("{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"\"}");

            assertThat(client.send("POST", "/api/v2/chats", Map.of("content-type", type), body)
                            .status())
                    .as(type)
                    .isEqualTo(200);
        }
        Buffer form = Buffer.buffer("operationName=RequestChat&nickname=Ann&subject=");
        assertRefused(
                client.send("POST", "/api/v2/chats", Map.of("content-type", "application/x-www-form-urlencoded"), form),
                1);
    }

    @Test
    void anyPageMayReadAnyAnswerAndAPreflightIsRemembered() {
        RawChats.Answer preflight = client.send(
                "OPTIONS",
                UNKNOWN + "/messages",
                Map.of("origin", "http://shop.example", "access-control-request-headers", "apikey,content-type"),
                Buffer.buffer());

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers().get("access-control-max-age")).isEqualTo("600");
        assertThat(preflight.body()).isEmpty();
        assertThat(client.get(UNKNOWN).headers().get("access-control-allow-headers"))
                .contains("apikey", "ContactCenterId");
    }

    @Test
    void nothingAClientSendsIsAnErrorInTheLog() {
        try (CapturedLog log = new CapturedLog(server.vertx())) {
            for (String body :
                    List.of("", "{", "[".repeat(1_500), "{\"a\":" + "[".repeat(150) + "]".repeat(150) + "}")) {
                client.post("/api/v2/chats", body);
                client.post(UNKNOWN, body);
            }
            client.post("/api/v2/chats", deep());
            client.get("/api/v2/chats/%00/messages?index=%");
            client.get("/api/v2/chats/..%2f..%2f/messages");
            assertThat(log.stackTraces()).isEmpty();
        }
    }

    private static String deep() {
        return "{\"operationName\":\"RequestChat\",\"nickname\":\"a\",\"subject\":\"\",\"userData\":{\"a\":"
                + "[".repeat(150) + "]".repeat(150) + "}}";
    }

    private static RawChats.Answer begin(int dataBytes) {
        int frame = "{\"nickname\":\"A\",\"subject\":\"\",\"x\":\"\"}".length();
        return client.post(
                "/api/v2/chats",
                "{\"operationName\":\"RequestChat\",\"nickname\":\"A\",\"subject\":\"\",\"userData\":{\"x\":\""
                        + "y".repeat(dataBytes - frame) + "\"}}");
    }

    private static String sized(int bytes) {
        String start = "{\"operationName\":\"SendMessage\",\"text\":\"a\",\"more\":\"";
        String end = "\"}";
        return start + "x".repeat(bytes - start.length() - end.length()) + end;
    }

    private static void assertRefused(RawChats.Answer answer, int code) {
        assertThat(answer.json().get("statusCode").isInt()).isTrue();
        assertThat(answer.json().get("statusCode").asInt()).isEqualTo(code);
        assertThat(answer.json().get("statusMessage").asText()).isNotEmpty();
        assertThat(answer.json()).hasSize(2);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.headers().get("cache-control")).isEqualTo("no-store");
    }
}
