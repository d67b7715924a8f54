package dev.parley.server;

import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.RegisteredBot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** The bot a newcomer finds: a small script that shows what a bot can do here. */
final class DemoBot {
    private DemoBot() {}

    /** Makes it, with a token of its own. */
    static Future<RegisteredBot> make(Vertx vertx, BotRegistry bots) {
        return vertx.executeBlocking(DemoBot::manifest)
                .compose(manifest -> bots.create(UUID.randomUUID(), manifest, false));
    }

    private static String manifest() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(DemoBot.class.getResourceAsStream("demo-bot.json"), "demo-bot.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
