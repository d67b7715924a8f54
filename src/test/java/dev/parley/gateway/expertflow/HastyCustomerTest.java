package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.ConfigKey;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is done too fast is dropped and said so; the socket stays. */
class HastyCustomerTest {
    @Test
    void messagesAndConversationsHaveALimitOfTheirOwn() {
        TestServer server = TestServer.start(
                settings -> settings.set(ConfigKey.RATE_MESSAGES, 3).set(ConfigKey.RATE_SESSIONS, 2));
        try {
            server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"expertflow\"}]}");
            CustomerClients customers = new CustomerClients(server);
            Begun one = customers.init();
            Begun two = customers.init();
            HttpResponse<String> third = customers.post("{\"channel\":\"web\",\"phone\":\"1\"}");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValueAsLong("retry-after")).isNotEmpty();

            try (SioClient client = customers.join(one)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(say(client, one).get("code").asInt()).isEqualTo(200);
                }
                JsonNode refused = say(client, one);
                assertThat(refused.get("code").asInt()).isEqualTo(429);
                assertThat(refused.get("retryAfter").asInt()).isPositive();
                client.emit("joinConversation", two.joining());
                assertThat(say(client, two).get("code").asInt()).isEqualTo(200);
                assertThat(customers.log(one)).hasSize(4);
            }
        } finally {
            server.stop();
        }
    }

    private static JsonNode say(SioClient client, Begun conversation) {
        return client.emit("sendMessage", conversation.saying("hello"));
    }
}
