package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.config.Network;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpertflowEntryTest {
    @Test
    void everythingIsReadThatWasWritten() {
        assertThat(read("{\"channel\":\"web\",\"connector_secret\":\"c\",\"connector_addresses\":[\"127.0.0.1\"]}"))
                .isEqualTo(new ExpertflowEntry("web", "c", List.of(Network.parse("127.0.0.1"))));
        assertThat(read("{}")).isEqualTo(new ExpertflowEntry(null, null, List.of()));
    }

    @Test
    void aChannelIsClaimedInSmallLetters() {
        assertThat(read("{\"channel\":\"WEB\"}").claims())
                .extracting(Claim::value)
                .containsExactly("web");
        assertThat(read("{}").claims()).extracting(Claim::key).containsExactly("");
    }

    private static ChannelEntry read(String settings) {
        return ExpertflowEntry.TYPE.read(new JsonObject(settings), false);
    }
}
