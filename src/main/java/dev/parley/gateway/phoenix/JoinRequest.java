package dev.parley.gateway.phoenix;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Bots;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.Payload;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client joins a bot's topic with, found right.
 *
 * @param sessions how far the client is in its sessions; null when it does not count seqs
 */
record JoinRequest(Bot bot, WebsocketEntry entry, @Nullable JsonObject sessions) {
    /** What stands before a bot's id in its topic. */
    static final String TOPIC = "bot:";

    private static final int MAX_SESSIONS = 1_000;

    /** Looks at a join; throws {@link PushRefused} with what is wrong. */
    static JoinRequest of(Bots bots, String topic, Payload payload, ChannelSocket socket) {
        JsonObject object = payload instanceof Payload.Json json && json.value() instanceof JsonObject given
                ? given
                : new JsonObject();
        String token = object.getValue("access_token") instanceof String text ? text : "";
        Optional<Bot> bot = UuidText.parse(topic.substring(TOPIC.length())).flatMap(bots::get);
        WebsocketEntry entry = bot.flatMap(found -> WebsocketEntry.of(found, token))
                .orElseThrow(() -> PushRefused.because("unauthorized"));
        if (!bot.get().manifest().allowsOrigin(socket.origin(), socket.authority())) {
            throw PushRefused.because("origin_not_allowed");
        }
        // In scope topic nothing reads the past, so there is nothing to count.
        if (entry.scope() != WebsocketEntry.Scope.SESSION || !object.containsKey("sessions")) {
            return new JoinRequest(bot.get(), entry, null);
        }
        if (!isUsable(object.getValue("sessions"))) {
            throw PushRefused.invalid("sessions");
        }
        return new JoinRequest(bot.get(), entry, object.getJsonObject("sessions"));
    }

    private static boolean isUsable(@Nullable Object sessions) {
        return sessions instanceof JsonObject object
                && object.size() <= MAX_SESSIONS
                && object.stream().allMatch(session -> PushFields.isSeq(session.getValue()));
    }
}
