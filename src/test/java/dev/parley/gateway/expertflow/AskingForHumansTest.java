package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bot that wants a human, and one that finds none. */
class AskingForHumansTest {
    private static Vertx vertx;
    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        HttpServer bot = Waiting.on(vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("content-type", "application/json")
                                .end(answer(new JsonObject(body)).toBuffer())))
                .listen(0, "127.0.0.1"));
        server = TestServer.start();
        server.makeBot("{\"name\":\"Desk\",\"engine\":{\"type\":\"webhook\",\"url\":\"http://127.0.0.1:"
                + bot.actualPort() + "/\"},\"channels\":[{\"type\":\"expertflow\"}]}");
        customers = new CustomerClients(server);
    }

    private static JsonObject answer(JsonObject call) {
        String text = call.getJsonObject("data", new JsonObject())
                .getJsonObject("event", new JsonObject())
                .getString("text", "");
        return new JsonObject().put("handoff", text.equals("human")).put("no_agent", text.equals("now"));
    }

    @AfterAll
    static void stop() {
        server.stop();
        Waiting.on(vertx.close());
    }

    @Test
    void theCustomerIsToldThatNobodyIsFreeAndThatTheBotGaveTheConversationAway() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            client.emit("sendMessage", begun.saying("now"));
            assertThat(client.activity("noAgentAvailable").get("info")).isEmpty();
            client.emit("sendMessage", begun.saying("human"));
            assertThat(client.activity("handOff").at("/from/type").asText()).isEqualTo("Bot");

            assertThat(customers.log(begun))
                    .containsExactly(
                            "person joined",
                            "bot joined",
                            "person text",
                            "bot noagent",
                            "person text",
                            "bot handedoff");
        }
    }
}
