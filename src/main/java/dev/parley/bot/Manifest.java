package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A manifest read and checked.
 *
 * @param name the display name of the bot, which signs its messages
 * @param origins allowed {@code Origin}s at join, LongPoll, upload and polling gateways; empty = any
 * @param engineType the engine that answers
 * @param engine the engine's settings with secrets resolved ({@code {"type": ...}})
 * @param document the whole manifest with secrets resolved, for engines that read more of it (script)
 * @param channels the entries in the order written
 */
public record Manifest(
        String name,
        List<String> origins,
        String engineType,
        JsonObject engine,
        JsonObject document,
        List<ChannelEntry> channels) {
    /** The websocket entries. */
    public List<ChannelEntry.Websocket> websockets() {
        return channels.stream()
                .filter(ChannelEntry.Websocket.class::isInstance)
                .map(ChannelEntry.Websocket.class::cast)
                .toList();
    }
}
