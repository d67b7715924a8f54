package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connectors: who is let in, and what they are told. */
class ConnectorTest {
    private static final String SMS = "{\"id\":\"sms\",\"name\":\"SMS Connector\",\"channel\":\"sms\"}";
    private static final Author DESK = new Author(Author.Type.BOT, "Desk");

    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.makeBot("""
                {"name":"Desk","engine":{"type":"none"},"channels":[
                 {"type":"expertflow","channel":"sms","connector_secret":"s-1"},
                 {"type":"expertflow","channel":"viber","connector_addresses":["127.0.0.0/8"]},
                 {"type":"expertflow","channel":"fax"},
                 {"type":"expertflow","channel":"far","connector_addresses":["192.0.2.1"]}]}""");
        customers = new CustomerClients(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void theSecretIsTakenFromAnyOfThreePlaces() {
        assertThat(register(customers.connect("{\"secret\":\"s-1\"}", ""), SMS)).isEqualTo(200);
        assertThat(register(customers.connect("", "&secret=s-1"), SMS)).isEqualTo(200);
        assertThat(register(customers.connect(), SMS.replace("}", ",\"secret\":\"s-1\"}")))
                .isEqualTo(200);
    }

    @Test
    void whoeverKnowsNoSecretIsLetInFromItsAddressAlone() {
        assertThat(register(customers.connect(), "{\"id\":\"viber\",\"channel\":\"viber\"}"))
                .isEqualTo(200);
        assertThat(register(customers.connect(), "{\"id\":\"far\",\"channel\":\"far\"}"))
                .isEqualTo(403);
        assertThat(register(customers.connect(), "{\"id\":\"fax\",\"channel\":\"fax\",\"secret\":\"\"}"))
                .isEqualTo(403);
        assertThat(register(customers.connect(), SMS)).isEqualTo(403);
        assertThat(register(customers.connect("{\"secret\":\"s-2\"}", "&secret=s-1"), SMS))
                .isEqualTo(403);
        assertThat(register(customers.connect("{\"secret\":7}", ""), SMS)).isEqualTo(403);
        assertThat(register(customers.connect(), "{\"id\":\"mars\",\"channel\":\"mars\"}"))
                .isEqualTo(403);
    }

    @Test
    void aRegistrationOfAnotherFormIsRefused() {
        SioClient client = customers.connect("{\"secret\":\"s-1\"}", "");
        assertThat(register(client, "{\"id\":\"other\",\"channel\":\"sms\"}")).isEqualTo(400);
        assertThat(register(client, "{\"id\":\"sms\"}")).isEqualTo(400);
        assertThat(register(client, "{\"id\":1,\"channel\":1}")).isEqualTo(400);
        assertThat(register(client, "[]")).isEqualTo(400);
        client.close();
    }

    @Test
    void theLastConnectorIsToldWhatIsSaidToCustomersWithoutASocket() {
        SioClient first = customers.connect("{\"secret\":\"s-1\"}", "");
        SioClient last = customers.connect("{\"secret\":\"s-1\"}", "");
        register(first, SMS);
        register(last, SMS);
        Begun begun = customers.init("SMS");
        say(begun, "before anybody joined");
        JsonNode told = last.says("before anybody joined");
        assertThat(told.at("/to/0/id").asText()).isEqualTo("+41790000000");
        assertThat(told.get("refId").asText()).isEqualTo("+41790000000");
        assertThat(told.get("channel").asText()).isEqualTo("SMS");

        SioClient customer = customers.join(begun);
        say(begun, "while somebody is there");
        customer.says("while somebody is there");
        customer.disconnect();
        Waiting.until("nobody is there", () -> {
            say(begun, "poke");
            return last.hasHeard(
                    "messageArrived", message -> message.path("text").asText().equals("poke"));
        });

        assertThat(last.hasHeard(
                        "messageArrived",
                        message -> message.path("text").asText().equals("while somebody is there")))
                .isFalse();
        assertThat(first.all()).isEmpty();
        last.close();
        first.close();
    }

    @Test
    void whatWasSaidWhileNoConnectorWasThereIsToldWithTheNextMessage() {
        Begun begun = customers.init("viber");
        say(begun, "one");
        say(begun, "two");
        SioClient connector = customers.connect();
        register(connector, "{\"id\":\"viber\",\"channel\":\"viber\"}");
        say(begun, "three");
        connector.says("three");

        assertThat(connector.says("one").get("timestamp").asText())
                .isLessThanOrEqualTo(connector.says("two").get("timestamp").asText());
        connector.close();
    }

    private static int register(SioClient client, String payload) {
        return client.emit("registerConnector", payload).get("code").asInt();
    }

    private static void say(Begun begun, String text) {
        Waiting.on(server.parley()
                .conversations()
                .append(new SessionRef(begun.session(), null, null), Draft.of(DESK, new Body.Text(text))));
    }
}
