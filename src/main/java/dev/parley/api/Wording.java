package dev.parley.api;

import dev.parley.bot.Bot;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Puts values in the place of {@code ${name}}, as the bot's own texts have it. */
@FunctionalInterface
public interface Wording {
    /**
     * The text with every name replaced.
     *
     * @param data the session's data, which is only read
     * @param unknown told each name that has no value
     */
    String expanded(Bot bot, JsonObject data, String text, Consumer<String> unknown);
}
