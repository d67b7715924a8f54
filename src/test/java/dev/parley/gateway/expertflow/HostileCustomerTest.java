package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.ConfigKey;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may not do: it is refused in the protocol's form and changes nothing. */
class HostileCustomerTest {
    private static TestServer server;
    private static CustomerClients customers;
    private static SioClient bystander;
    private static Begun conversation;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ConfigKey.MAX_TEXT, 100));
        server.makeBot("""
                {"name":"Desk","engine":{"type":"echo","prefix":"echo: "},"origins":["https://shop.example"],
                 "channels":[{"type":"expertflow","channel":"web"}]}""");
        server.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"gws\"}]}");
        customers = new CustomerClients(server);
        conversation = customers.init();
        bystander = customers.join(conversation);
    }

    @AfterAll
    static void stop() {
        bystander.close();
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"conversationId\":7}",
                "{\"conversationId\":{\"a\":1}}",
                "{\"conversationId\":null,\"id\":null,\"name\":null}",
                "{\"conversationId\":\"__proto__\",\"id\":\"x\"}",
                "{\"conversationId\":\"\\u0000\",\"id\":\"x\"}"
            })
    void eventsOfAnyOtherFormAreRefused(String payload) {
        List<String> before = customers.log(conversation);
        for (String event : new String[] {"joinConversation", "sendMessage", "endConversation", "registerConnector"}) {
            try (SioClient client = customers.connect()) {
                JsonNode ack = client.emit(event, payload);
                assertThat(ack.get("code").asInt()).as(event).isIn(400, 403, 404);
                assertThat(ack.get("message").asText()).isNotEmpty();
                client.fire(event, payload);
                JsonNode error = client.take("ERRORS", any -> true);
                assertThat(error.get("event").asText()).isEqualTo(event);
                assertThat(error.get("code")).isEqualTo(ack.get("code"));
            }
        }
        assertThat(customers.log(conversation)).isEqualTo(before);
    }

    @Test
    void anEventWithoutAPayloadIsRefusedAndAnUnknownOneIgnored() {
        try (SioClient client = customers.connect()) {
            client.fire("sendMessage");
            assertThat(client.take("ERRORS", any -> true).get("code").asInt()).isEqualTo(400);
            client.fire("CHAT_REQUESTED", "{}");
            assertThat(client.emit("CHAT_REQUESTED", "{}").get("code").asInt()).isEqualTo(404);
            assertThat(client.all()).isEmpty();
        }
    }

    @Test
    void whoeverKnowsHalfOfTheKeyIsNotLetIn() {
        try (SioClient client = customers.connect()) {
            assertThat(client.emit("joinConversation", conversation.payload().put("id", "intruder"))
                            .get("code")
                            .asInt())
                    .isEqualTo(403);
            assertThat(client.emit("sendMessage", conversation.saying("x"))
                            .get("code")
                            .asInt())
                    .isEqualTo(403);
            assertThat(client.emit("endConversation", conversation.payload())
                            .get("code")
                            .asInt())
                    .isEqualTo(403);
            assertThat(client.all()).isEmpty();
        }
        bystander.emit("sendMessage", conversation.saying("still here"));
        bystander.says("echo: still here");
    }

    @Test
    void aSessionOfAnotherGatewayIsUnknown() {
        String chat = SioClient.json(customers
                        .send(
                                "POST",
                                "/api/v2/chats",
                                "{\"operationName\":\"RequestChat\",\"nickname\":\"A\",\"subject\":\"S\"}")
                        .body())
                .get("id")
                .asText();
        try (SioClient client = customers.connect()) {
            assertThat(client.emit("joinConversation", new Begun(chat, "x").joining())
                            .get("code")
                            .asInt())
                    .isEqualTo(404);
        }
        assertThat(customers.get("/api/customer/transcript/" + chat + "/pdf").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTextMayHaveAsManyCharactersAsAllowedAndNotOneMore() {
        assertThat(bystander
                        .emit("sendMessage", conversation.saying("a".repeat(100)))
                        .get("code")
                        .asInt())
                .isEqualTo(200);
        assertThat(bystander
                        .emit("sendMessage", conversation.saying("a".repeat(101)))
                        .get("code")
                        .asInt())
                .isEqualTo(413);
    }

    @Test
    void namesHaveAnEnd() {
        assertThat(bystander
                        .emit("joinConversation", conversation.joining().put("name", "n".repeat(200)))
                        .get("code")
                        .asInt())
                .isEqualTo(200);
        assertThat(bystander
                        .emit("joinConversation", conversation.joining().put("name", "n".repeat(201)))
                        .get("code")
                        .asInt())
                .isEqualTo(400);
    }

    @Test
    void requestsAreRefusedAsJsonWhateverIsWrongWithThem() {
        List<HttpResponse<String>> refused = List.of(
                customers.send("GET", "/api/customer/init", ""),
                customers.send("DELETE", "/api/customer/transcript/x/pdf", ""),
                customers.get("/api/customer/nothing"),
                customers.get("/api/customer/"),
                customers.post("{\"channel\":\"web\",\"phone\":\"1\",\"x\":\"" + "a".repeat(1 << 18) + "\"}"),
                customers.post("{\"channel\":\"web\",\"phone\":\"1\",\"x\":\"" + "a".repeat(70_000) + "\"}"),
                customers.post("{\"channel\":\"mars\",\"phone\":\"1\"}"),
                customers.send(
                        "POST",
                        "/api/customer/init",
                        "{\"channel\":\"web\",\"phone\":\"1\"}",
                        "origin",
                        "https://other.example"));

        assertThat(refused)
                .extracting(HttpResponse::statusCode)
                .containsExactly(405, 405, 404, 404, 413, 413, 503, 403);
        assertThat(refused).allSatisfy(answer -> {
            JsonNode body = SioClient.json(answer.body());
            assertThat(body.get("code").asInt()).isEqualTo(answer.statusCode());
            assertThat(body.get("error").asText()).isNotEmpty();
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
        });
        assertThat(refused.get(0).headers().firstValue("allow")).contains("POST, OPTIONS");
    }

    @Test
    void aPacketThatIsNoneEndsItsConnectionAlone() {
        try (SioClient client = customers.join(conversation)) {
            client.raw("42[");
            Waiting.until("it is closed", client::isClosed);
        }
        bystander.emit("sendMessage", conversation.saying("unharmed"));
        bystander.says("echo: unharmed");
    }

    @Test
    void nothingThatClientsSendIsAnErrorOfTheServer() {
        try (CapturedLog log = new CapturedLog(server.vertx());
                SioClient client = customers.connect()) {
            String deep = "{\"conversationId\":\"" + conversation.id() + "\",\"a\":" + "[".repeat(500) + "]".repeat(500)
                    + "}";
            client.emit("sendMessage", deep);
            client.emit("registerConnector", "{\"id\":\"web\",\"channel\":\"web\",\"secret\":{\"a\":1}}");
            assertThat(log.stackTraces()).isEmpty();
        }
    }
}
