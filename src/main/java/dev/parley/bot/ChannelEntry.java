package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** One entry of a manifest's {@code channels}: a place where the bot can be reached. */
public sealed interface ChannelEntry {
    /**
     * The Phoenix channel.
     *
     * @param page whether {@code /chat/<bot>} shows a page for it
     */
    record Websocket(String accessToken, Scope scope, boolean page) implements ChannelEntry {}

    /**
     * Polling chat by REST.
     *
     * @param apikeys what a client must send to reach this bot; empty for the bot whoever sends no other bot's reaches
     */
    record Gws(List<String> apikeys) implements ChannelEntry {}

    /** An entry this server keeps and checks but does not serve, such as AIDA's {@code facebook}. */
    record Other(String type, JsonObject settings) implements ChannelEntry {}

    /** Who hears what on a bot's topic. */
    enum Scope {
        /** Sockets hear the sessions they are attached to. */
        SESSION,
        /** AIDA's broadcast: unsolicited messages reach every socket of the topic. */
        TOPIC
    }
}
