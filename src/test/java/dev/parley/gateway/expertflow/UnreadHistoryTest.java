package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that asks for a long past again and again, and fetches none of it for a while. */
class UnreadHistoryTest {
    private static final int TEXTS = 20;
    private static final int JOINS = 8;
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"expertflow\"}]}");
        customers = new CustomerClients(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void nothingIsReadAheadOfAClientAndNothingIsMissingWhenItFetches() {
        Begun begun = customers.init();
        for (int i = 0; i < TEXTS; i++) {
            Waiting.on(server.parley()
                    .conversations()
                    .append(
                            new SessionRef(begun.session(), null, null),
                            Draft.of(new Author(Author.Type.BOT, "Desk"), new Body.Text("x".repeat(95_000)))));
        }
        String opened = customers.get(POLLING).body();
        String polling = POLLING + "&sid="
                + SioClient.json(opened.substring(1)).get("sid").asText();
        post(polling, "40");
        assertThat(customers.get(polling).body()).startsWith("40");

        for (int i = 0; i < JOINS; i++) {
            post(polling, "42[\"joinConversation\"," + begun.joining() + "]");
        }

        List<Integer> told = new ArrayList<>();
        Waiting.until("every join is answered", () -> {
            HttpResponse<String> fetched = customers.get(polling);
            assertThat(fetched.statusCode()).isEqualTo(200);
            List<Integer> pasts = Stream.of(fetched.body().split("\u001e", -1))
                    .filter(packet -> packet.startsWith("42[\"conversationInfo\""))
                    .map(packet -> SioClient.json(packet.substring(2))
                            .at("/1/messages")
                            .size())
                    .toList();
            assertThat(pasts).as("what was read while none was fetched").hasSizeLessThan(2);
            told.addAll(pasts);
            return told.size() == JOINS;
        });
        assertThat(told).containsOnly(TEXTS);
    }

    private static void post(String path, String packet) {
        assertThat(customers
                        .send("POST", path, packet, "content-type", "text/plain")
                        .statusCode())
                .isEqualTo(200);
    }
}
