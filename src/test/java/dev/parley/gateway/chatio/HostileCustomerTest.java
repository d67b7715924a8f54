package dev.parley.gateway.chatio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.CapturedLog;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody should send: it is refused with a reason, changes nothing, and disturbs no other customer. */
class HostileCustomerTest {

    @AutoClose
    private static final ChatioServer chatio = ChatioServer.guarded();

    private static final ChatioClient client = chatio.client;

    @Test
    void whatIsNoRequestIsRefusedAndTheConnectionServesOn() {
        try (CapturedLog log = new CapturedLog(chatio.server.vertx())) {
            ChatioSocket socket = client.login(client.token());
            String[] junk = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "\"send_event\"",
                "{\"action\":null}",
                "{\"action\":\"no_such_action\"}",
                "{\"action\":\"login\",\"payload\":{\"token\":\"Bearer x\"}}",
                "[".repeat(5_000),
                "{\"a\":".repeat(3_000)
            };
            for (String frame : junk) {
                socket.sendText(frame);
                JsonObject answer = socket.next();
                assertThat(answer.getBoolean("success")).as(frame).isFalse();
                assertThat(answer.getJsonObject("payload")
                                .getJsonObject("error")
                                .getString("type"))
                        .isEqualTo("validation");
            }
            assertThat(socket.ask("ping", new JsonObject())).isEmpty();
            assertThat(log.stackTraces()).isEmpty();
        }
    }

    @Test
    void payloadsOfTheWrongShapeAreRefusedAndChangeNothing() {
        try (CapturedLog log = new CapturedLog(chatio.server.vertx())) {
            ChatioSocket socket = client.login(client.token());
            String chat = socket.start();
            Map<String, List<String>> wrong = Map.of(
                    "send_event",
                    List.of(
                            "{}",
                            "{\"event\":7}",
                            "{\"event\":{\"type\":7}}",
                            "{\"event\":{\"type\":\"message\"}}",
                            "{\"event\":{\"type\":\"message\",\"text\":\"\"}}",
                            "{\"event\":{\"type\":\"message\",\"text\":\"\\u0000\"}}",
                            "{\"event\":{\"type\":\"message\",\"text\":{}}}",
                            "{\"event\":{\"type\":\"message\",\"text\":\"x\",\"custom_id\":\"\"}}",
                            "{\"event\":{\"type\":\"message\",\"text\":\"x\",\"properties\":{\"a\":1}}}",
                            "{\"event\":{\"type\":\"system_message\",\"text\":\"x\"}}",
                            "{\"event\":{\"type\":\"file\",\"url\":\"javascript:alert(1)\"}}",
                            "{\"event\":{\"type\":\"file\"}}"),
                    "start_chat",
                    List.of("{\"events\":{}}", "{\"events\":[1]}", "{\"chat\":[]}", "{\"properties\":7}"),
                    "get_chats_summary",
                    List.of("{\"offset\":-1}", "{\"limit\":\"x\"}"),
                    "get_chat_threads",
                    List.of("{\"thread_ids\":{}}"),
                    "update_chat_properties",
                    List.of("{\"properties\":{\"a\":1}}", "{\"properties\":[]}"),
                    "update_chat_thread_properties",
                    List.of("{\"properties\":{\"a\":{\"b\":1}}}", "{\"thread_id\":7,\"properties\":{}}"),
                    "update_customer",
                    List.of("{\"customer\":7}", "{\"customer\":{\"name\":7}}", "{\"customer\":{\"fields\":[]}}"),
                    "update_last_seen_timestamp",
                    List.of("{\"timestamp\":\"now\"}"),
                    "send_rich_message_postback",
                    List.of("{}", "{\"event_id\":\"e\",\"postback\":{}}"));

            wrong.forEach((action, payloads) -> payloads.forEach(payload -> assertThat(
                            socket.refused(action, new JsonObject(payload).put("chat_id", chat)))
                    .as(action + payload)
                    .isEqualTo("validation")));

            assertThat(chatio.data()).isEqualTo(new JsonObject("{\"customer\":{\"fields\":{}}}"));
            assertThat(socket.say(chat, "/quiet fine").getInteger("order")).isEqualTo(1);
            socket.silent(50);
            assertThat(log.stackTraces()).isEmpty();
        }
    }

    @Test
    void anotherCustomersChatIsUnknown() {
        ChatioSocket ada = client.login(client.token());
        String chat = ada.start();
        ChatioSocket eve = client.login(client.token());
        eve.start();

        for (String action :
                List.of("get_chat_threads", "get_chat_threads_summary", "close_thread", "send_sneak_peek")) {
            JsonObject payload = new JsonObject().put("chat_id", chat).put("sneak_peek_text", "x");
            assertThat(eve.refused(action, payload)).isEqualTo("validation");
        }
        assertThat(eve.refused("send_event", ChatioSocket.message(chat, "x"))).isEqualTo("validation");
        ada.silent(50);
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownLicenceOrAForeignPageIsToldSoAndSentAwayForGood(Via via) {
        for (ChatioSocket socket : List.of(
                client.connect(via, via.path(1), null),
                client.connect(via, via.path(ChatioServer.GUARDED), "https://evil.example"))) {
            assertThat(socket.heard("customer_disconnected").getString("reason"))
                    .isEqualTo("license_not_found");
            if (via == Via.SOCKET_IO) {
                assertThat(socket.nextText(5_000)).isEqualTo("41");
            } else {
                assertThat(socket.closeCode()).isEqualTo(1000);
            }
        }
        assertThat(client.connect(via, via.path(ChatioServer.GUARDED), "https://shop.example")
                        .ask("ping", new JsonObject()))
                .isEmpty();
    }

    @Test
    void aTextMayBeAsLongAsAllowedAndNotLonger() {
        ChatioSocket socket = client.login(client.token());
        String chat = socket.start();

        for (int length : new int[] {99_999, 100_000}) {
            socket.say(chat, "/quiet " + "x".repeat(length - 7));
        }

        assertThat(socket.refused("send_event", ChatioSocket.message(chat, "x".repeat(100_001))))
                .isEqualTo("validation");
        assertThat(socket.refused(
                        "send_event",
                        new JsonObject()
                                .put("chat_id", chat)
                                .put(
                                        "event",
                                        new JsonObject().put("type", "custom").put("content", "x".repeat(70_000)))))
                .isEqualTo("validation");
    }

    @Test
    void aFrameAboveAMegabyteEndsTheConnection() {
        ChatioSocket socket = client.login(client.token());

        socket.sendText("\"" + "x".repeat(Connection.MAX_FRAME - 2) + "\"");
        assertThat(socket.next().getBoolean("success")).isFalse();
        socket.sendText("\"" + "x".repeat(Connection.MAX_FRAME - 1) + "\"");

        assertThat(socket.closeCode()).isEqualTo(1009);
    }

    @Test
    void whoSaysTooMuchIsRefusedAndToldWhenToGoOn() {
        try (ChatioServer strict = new ChatioServer(settings -> settings.set(ConfigKey.RATE_MESSAGES, 5))) {
            ChatioSocket socket = strict.client.login(strict.client.token());
            String chat = socket.start();
            for (int i = 0; i < 5; i++) {
                socket.say(chat, "/quiet " + i);
            }

            socket.request("send_event", ChatioSocket.message(chat, "/quiet too much"));

            JsonObject error = socket.next().getJsonObject("payload").getJsonObject("error");
            assertThat(error.getString("type")).isEqualTo("authorization");
            assertThat(error.getJsonObject("data").getInteger("retry_after")).isBetween(1, 60);
            socket.silent(50);
        }
    }

    @Test
    void overHttpTheSameIsDoneAndRefused() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.login(ada);
        String chat = socket.start();

        HttpResponse<byte[]> said = post(ada.bearer(), "send_event", ChatioSocket.message(chat, "/quiet by http"));
        assertThat(said.statusCode()).isEqualTo(200);
        JsonObject heard = socket.heard("incoming_event");
        assertThat(new JsonObject(new String(said.body(), UTF_8))
                        .getJsonObject("payload")
                        .getJsonObject("event"))
                .isEqualTo(heard.getJsonObject("event"));
        assertThat(post("Bearer nope", "send_event", ChatioSocket.message(chat, "x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(ada.bearer(), "send_event", ChatioSocket.message("OTHER", "x"))
                        .statusCode())
                .isEqualTo(400);
        for (String notHere : List.of("login", "ping", "get_chats_summary", "update_last_seen_timestamp", "nonsense")) {
            assertThat(post(ada.bearer(), notHere, new JsonObject()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(client.http("GET", "/customer/v0.5/action/send_event?license_id=123456", Map.of(), new byte[0])
                        .statusCode())
                .isEqualTo(405);
        assertThat(client.http(
                                "POST",
                                "/customer/v0.5/action/send_event?license_id=123456",
                                Map.of("authorization", ada.bearer()),
                                new byte[Connection.MAX_FRAME + 1])
                        .statusCode())
                .isEqualTo(413);
        socket.silent(50);
    }

    private static HttpResponse<byte[]> post(String bearer, String action, JsonObject payload) {
        return client.http(
                "POST",
                "/customer/v0.5/action/" + action + "?license_id=123456",
                Map.of("authorization", bearer),
                new JsonObject().put("payload", payload).encode().getBytes(UTF_8));
    }

    @Test
    void theOldSdksRequestsHaveTheirIdUnderAnotherName() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.connect(
                Via.SOCKET_IO, "/.chat.io/customer/v0.4/rtm/sio?license_id=123456&EIO=3&transport=websocket", null);

        socket.send(new JsonObject()
                .put("id", "old-1")
                .put("action", "login")
                .put("payload", new JsonObject().put("token", ada.bearer())));

        JsonObject answer = socket.next();
        assertThat(answer.getString("request_id")).isEqualTo("old-1");
        assertThat(answer.getBoolean("success")).isTrue();
    }
}
