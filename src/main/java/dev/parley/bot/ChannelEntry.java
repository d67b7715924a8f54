package dev.parley.bot;

import dev.parley.config.Network;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry of a manifest's {@code channels}: a place where the bot can be reached. */
public sealed interface ChannelEntry {
    /**
     * The Phoenix channel.
     *
     * @param page whether {@code /chat/<bot>} shows a page for it
     */
    record Websocket(String accessToken, Scope scope, boolean page) implements ChannelEntry {}

    /**
     * Chip's web chat, for clients of RapidPro's web chat component.
     *
     * @param secret opens {@code /wc/send} and is told to Courier; null when nobody may send from there
     * @param courierUrl where Courier is, without a slash at the end; null when another engine answers
     * @param org within which chats are known: on every bot of one organisation a chat goes on
     * @param storageUrl what the addresses of avatars begin with
     * @param users who may be named as senders; empty when the manifest lists none, so that anybody may but is not shown
     * @param quickReplies whether quick replies are sent to clients, of whom the known ones do not look at them
     */
    record Chip(
            @Nullable String secret,
            @Nullable String courierUrl,
            @Nullable String org,
            @Nullable String storageUrl,
            Optional<List<User>> users,
            boolean quickReplies)
            implements ChannelEntry {
        static Chip of(JsonObject settings) {
            JsonArray users = settings.getJsonArray("users");
            String courier = settings.getString("courier_url");
            return new Chip(
                    settings.getString("secret"),
                    courier == null ? null : courier.replaceAll("/+$", ""),
                    settings.getString("org"),
                    settings.getString("storage_url"),
                    Optional.ofNullable(users)
                            .map(listed -> listed.stream()
                                    .map(user -> User.of((JsonObject) user))
                                    .toList()),
                    settings.getBoolean("quick_replies", false));
        }

        /** The listed user of this number. */
        public Optional<User> user(long id) {
            return users.flatMap(
                    listed -> listed.stream().filter(user -> user.id() == id).findFirst());
        }
    }

    /**
     * A human who writes through RapidPro.
     *
     * @param avatar an address, or the end of one behind the entry's storage address
     */
    record User(
            long id, String email, String name, @Nullable String avatar) {
        static User of(JsonObject user) {
            String names = user.getString("first_name", "") + " " + user.getString("last_name", "");
            return new User(
                    user.getLong("id"),
                    user.getString("email", ""),
                    user.getString("name", names.strip()),
                    user.getString("avatar"));
        }
    }

    /**
     * Polling chat by REST.
     *
     * @param apikeys what a client must send to reach this bot; empty for the bot whoever sends no other bot's reaches
     */
    record Gws(List<String> apikeys) implements ChannelEntry {}

    /**
     * Clients of chat.io's customer SDK.
     *
     * @param license the number by which they name the bot
     */
    record Chatio(long license) implements ChannelEntry {}

    /**
     * Customers of Expertflow-style clients, and connectors that stand for many of them.
     *
     * @param channel the customers' channel it serves; null for every channel no other bot serves
     * @param connectorSecret what a connector may show to be let in; null when none opens
     * @param connectorAddresses from where connectors are let in without a secret
     */
    record Expertflow(@Nullable String channel, @Nullable String connectorSecret, List<Network> connectorAddresses)
            implements ChannelEntry {
        static Expertflow of(JsonObject settings) {
            return new Expertflow(
                    settings.getString("channel"),
                    settings.getString("connector_secret"),
                    settings.getJsonArray("connector_addresses", new JsonArray()).stream()
                            .map(address -> Network.parse((String) address))
                            .toList());
        }
    }

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
