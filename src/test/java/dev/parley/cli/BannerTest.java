package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.Secret;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static final UUID ID = UUID.fromString("7d1f5b0e-3c1b-4b86-9a50-2d6f4a0c9e11");
    private static final AdminToken MADE =
            new AdminToken(new Secret("geheim"), Optional.of(Path.of("data/admin-token")));
    private static final AdminToken CONFIGURED = new AdminToken(new Secret("geheim"), Optional.empty());

    @Test
    void aPersonAtATerminalSeesTheToken() {
        assertThat(new Banner(Config.defaults(), true).text(running(MADE)))
                .contains("geheim")
                .contains(Path.of("data/admin-token").toString());
    }

    @Test
    void aLogFileDoesNot() {
        assertThat(new Banner(Config.defaults(), false).text(running(MADE)))
                .doesNotContain("geheim")
                .contains("in " + Path.of("data/admin-token"));
    }

    @Test
    void aConfiguredTokenIsNeverPrinted() {
        assertThat(new Banner(Config.defaults(), true).text(running(CONFIGURED)))
                .doesNotContain("geheim");
    }

    @Test
    void theBotIsShownWithPageAndSnippet() {
        assertThat(new Banner(Config.defaults(), true).text(running(MADE)))
                .contains("listens on http://127.0.0.1:4000\n")
                .contains("talk here     http://127.0.0.1:4000/chat/" + ID + "\n")
                .contains("bot           " + ID + " (Eve)\n")
                .contains("new Socket(\"ws://127.0.0.1:4000/socket\")")
                .contains("access_token: \"tok\"");
    }

    @Test
    void peopleClickThePublicUrl() {
        Config config = Config.builder()
                .set(ConfigKey.PUBLIC_URL, URI.create("https://chat.example"))
                .build();

        assertThat(new Banner(config, true).text(running(MADE)))
                .contains("listens on http://127.0.0.1:4000\n")
                .contains("talk here     https://chat.example/chat/" + ID)
                .contains("wss://chat.example/socket");
    }

    @Test
    void aServerThatStandsBySaysSoAndShowsNoBot() {
        Running standby =
                new Running("http://127.0.0.1:4000", CONFIGURED, false, Optional.empty(), Future::succeededFuture);

        assertThat(new Banner(Config.defaults(), true).text(standby))
                .contains("listens on http://127.0.0.1:4000\n")
                .contains("standby       another server serves from the same store")
                .doesNotContain("no bot yet");
    }

    private static Running running(AdminToken token) {
        BotCard bot = new BotCard(ID, "Eve", "echo", Optional.of("tok"), true);
        return new Running("http://127.0.0.1:4000", token, true, Optional.of(bot), Future::succeededFuture);
    }
}
