package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One access token takes the place of another while both are in use. */
class TokenRotationTest {
    private static final TestServer server = TestServer.shared();

    @Test
    void aRemovedTokensClientsAreOutWithinFiveSecondsAndTheOthersNoticeNothing() {
        String bot = server.makeBot(manifest("old"));
        Side old = Side.person(server.url(), bot, "old");
        String session = old.open("{}");
        put(bot, manifest("old", "new"));
        assertThat(old.hasHeard("phx_error"))
                .as("a second token changes nothing for the first")
                .isFalse();
        Side fresh = Side.person(server.url(), bot, "new");
        fresh.say(session, "the other token opens the same bot");

        long removed = System.nanoTime();
        put(bot, manifest("new"));
        old.hear("phx_error");

        assertThat(System.nanoTime() - removed).isLessThan(5_000_000_000L);
        assertThat(old.refused("phx_join", "{\"access_token\":\"old\"}")
                        .get("reason")
                        .asText())
                .isEqualTo("unauthorized");
        fresh.say(session, "still here");
        assertThat(fresh.hasHeard("phx_error")).isFalse();
        old.close();
        fresh.close();
    }

    private static String manifest(String... tokens) {
        String entries = Arrays.stream(tokens)
                .map(token -> "{\"type\":\"websocket\",\"access_token\":\"" + token + "\"}")
                .collect(Collectors.joining(","));
        return "{\"engine\":{\"type\":\"echo\"},\"channels\":[" + entries + "]}";
    }

    private static void put(String bot, String manifest) {
        assertThat(server.api("PUT", "/api/bots/" + bot, "{\"bot\":{\"manifest\":" + manifest + "}}")
                        .statusCode())
                .isEqualTo(200);
    }
}
