package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import org.junit.jupiter.api.Test;

class BotChannelsTest {
    @Test
    void aChannelIsServedByTheBotThatNamesItInAnyCaseElseByTheOneThatNamesNone() {
        TestServer server = TestServer.start(settings -> settings.set(ExpertflowOptions.BASE, "/chat"));
        try {
            String other = server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"expertflow\"}]}");
            String named = server.makeBot(
                    "{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"expertflow\",\"channel\":\"SMS\"}]}");
            BotChannels channels = BotChannels.of(server.parley().bots().all());

            assertThat(channels.of("sms"))
                    .map(served -> served.bot().id().toString())
                    .contains(named);
            assertThat(channels.of("web"))
                    .map(served -> served.bot().id().toString())
                    .contains(other);
            CustomerClients customers = new CustomerClients(server);
            assertThat(customers
                            .send("POST", "/chat/api/customer/init", "{\"channel\":\"web\",\"phone\":\"1\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(customers.get("/chat/socket.io/?EIO=4&transport=polling").statusCode())
                    .isEqualTo(200);
        } finally {
            server.stop();
        }
    }
}
