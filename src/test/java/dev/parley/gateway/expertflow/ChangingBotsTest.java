package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of who is connected when a bot is changed. */
class ChangingBotsTest {
    private static final String SMS = "{\"id\":\"sms\",\"channel\":\"sms\"}";

    private TestServer server;
    private CustomerClients customers;
    private String bot;

    @BeforeEach
    void start() {
        server = TestServer.start();
        customers = new CustomerClients(server);
        bot = server.makeBot(manifest("{\"type\":\"expertflow\",\"connector_secret\":\"old\"}"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static String manifest(String entry) {
        return "{\"engine\":{\"type\":\"none\"},\"channels\":[" + entry + "]}";
    }

    private void change(String entry) {
        assertThat(server.api("PUT", "/api/bots/" + bot, "{\"bot\":{\"manifest\":" + manifest(entry) + "}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aConnectorWhoseSecretWasChangedIsToldNothingMore() {
        try (SioClient connector = customers.connect("{\"secret\":\"old\"}", "")) {
            connector.emit("registerConnector", SMS);
            Begun begun = customers.init("sms");
            say(begun, "one");
            connector.says("one");

            change("{\"type\":\"expertflow\",\"connector_secret\":\"new\"}");
            Waiting.until(
                    "the old secret opens nothing",
                    () -> connector.emit("registerConnector", SMS).get("code").asInt() == 403);
            say(begun, "two");
            try (SioClient next = customers.connect("{\"secret\":\"new\"}", "")) {
                next.emit("registerConnector", SMS);
                say(begun, "three");
                next.says("two");
                next.says("three");
            }
            assertThat(connector.all()).isEmpty();
        }
    }

    @Test
    void aBotThatIsReachedHereNoMoreLosesItsCustomers() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            change("{\"type\":\"gws\"}");
            Waiting.until("it is cut off", client::isClosed);
        }
        try (SioClient client = customers.connect()) {
            assertThat(client.emit("joinConversation", begun.joining())
                            .get("code")
                            .asInt())
                    .isEqualTo(503);
        }
        assertThat(customers.post("{\"channel\":\"web\",\"phone\":\"1\"}").statusCode())
                .isEqualTo(503);
    }

    private void say(Begun begun, String text) {
        Author desk = new Author(Author.Type.BOT, "Desk");
        Waiting.on(server.parley()
                .conversations()
                .append(new SessionRef(begun.session(), null, null), Draft.of(desk, new Body.Text(text))));
    }
}
