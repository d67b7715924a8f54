package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.ChannelEntry;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class WebsocketEntryTest {
    @Test
    void scopeAndPageAreWhatIsWritten() {
        assertThat(read("{\"access_token\":\"t\",\"scope\":\"topic\",\"page\":true}", false))
                .isEqualTo(new WebsocketEntry("t", WebsocketEntry.Scope.TOPIC, true));
        assertThat(read("{\"access_token\":\"t\",\"scope\":\"session\"}", true))
                .isEqualTo(new WebsocketEntry("t", WebsocketEntry.Scope.SESSION, false));
    }

    @Test
    void aidasOwnManifestsMeanTheBroadcast() {
        assertThat(read("{\"access_token\":\"t\"}", true))
                .isEqualTo(new WebsocketEntry("t", WebsocketEntry.Scope.TOPIC, false));
        assertThat(read("{\"access_token\":\"t\"}", false))
                .isEqualTo(new WebsocketEntry("t", WebsocketEntry.Scope.SESSION, false));
    }

    private static ChannelEntry read(String settings, boolean aida) {
        return WebsocketEntry.TYPE.read(new JsonObject(settings), aida);
    }
}
