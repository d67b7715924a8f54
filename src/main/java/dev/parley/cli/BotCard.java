package dev.parley.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * What one needs to know of a bot to talk to it.
 *
 * @param engine the engine's type
 * @param accessToken of its first websocket entry
 * @param page whether {@code /chat/<id>} shows a page
 */
public record BotCard(UUID id, String name, String engine, Optional<String> accessToken, boolean page) {
    /** Reads a bot as REST shows it: {@code {"id","manifest"}}. */
    static BotCard of(JsonObject bot) {
        return of(UUID.fromString(bot.getString("id")), bot.getJsonObject("manifest", new JsonObject()));
    }

    /** Reads a bot's manifest. */
    public static BotCard of(UUID id, JsonObject manifest) {
        Optional<String> token = Optional.empty();
        boolean page = false;
        for (Object entry : manifest.getJsonArray("channels", new JsonArray())) {
            if (entry instanceof JsonObject channel && "websocket".equals(channel.getString("type"))) {
                token = token.or(() -> Optional.ofNullable(channel.getString("access_token")));
                page |= channel.getBoolean("page", false);
            }
        }
        return new BotCard(
                id,
                manifest.getString("name", ""),
                // A manifest without an engine is AIDA's, which the script engine runs.
                manifest.getJsonObject("engine", new JsonObject()).getString("type", "script"),
                token,
                page);
    }

    /** Where to click, if the bot has a page. */
    public Optional<String> pageUrl(String url) {
        return page ? Optional.of(url + "/chat/" + id) : Optional.empty();
    }

    /** A phoenix.js client of this bot, ready to be pasted; empty when it has no websocket entry. */
    public Optional<String> snippet(String url) {
        return accessToken.map(token -> """
                import { Socket } from "phoenix"            // npm install phoenix

                const socket = new Socket("%s/socket")
                socket.connect()
                const channel = socket.channel("bot:%s", { access_token: "%s" })
                channel.on("btu_msg", ({ text }) => console.log("bot:", text))
                channel.join().receive("ok", () =>
                  channel.push("new_session", {}).receive("ok", ({ session }) =>
                    channel.push("utb_msg", { session, text: "Hello" })))
                """.formatted(url.replaceFirst("^http", "ws"), id, token));
    }
}
