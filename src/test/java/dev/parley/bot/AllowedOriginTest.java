package dev.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedOriginTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, chat.example, true",
                "https://shop.example, chat.example, true",
                "HTTPS://SHOP.EXAMPLE, chat.example, true",
                "https://evil.example, chat.example, false",
                "https://chat.example, chat.example, true",
                "http://127.0.0.1:4000, 127.0.0.1:4000, true",
                "http://127.0.0.1:4001, 127.0.0.1:4000, false",
                "https://evilchat.example, chat.example, false",
                "https://chat.example, -, false",
                "null, null, false"
            })
    void aBotWithAPageAllowsItsOriginsAndTheServerThatShowsThePage(String origin, String authority, boolean allowed) {
        assertThat(manifest(true, "https://shop.example").allowsOrigin(origin, authority))
                .isEqualTo(allowed);
    }

    @Test
    void aBotWithoutAPageAllowsItsOriginsAlone() {
        assertThat(manifest(false, "https://shop.example").allowsOrigin("https://chat.example", "chat.example"))
                .isFalse();
    }

    @Test
    void noOriginsAllowAny() {
        assertThat(manifest(false).allowsOrigin("https://evil.example", "chat.example"))
                .isTrue();
    }

    private static Manifest manifest(boolean page, String... origins) {
        JsonObject document = new JsonObject();
        ChannelEntry entry = new PageEntry("token", page);
        return new Manifest("Bot", List.of(origins), "echo", document, document, List.of(entry));
    }
}
