package dev.parley.phoenix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection's channels by topic, and where each message goes.
 *
 * <pre>
 * frame ---> message ---> heartbeat               answered here
 *                    +--> phx_join                a new channel; nothing else is read until it is answered
 *                    +--> any other, phx_leave    the channel of its topic, which answers in its own time
 *                    +--> no such channel         "unmatched topic"
 * </pre>
 *
 * <p>So a slow channel delays its own topic only. Lives on the connection's event loop.
 */
final class Socket {
    private static final Payload UNMATCHED = new Payload.Encoded("{\"reason\":\"unmatched topic\"}");
    private static final Payload TOO_MANY = new Payload.Encoded("{\"reason\":\"too many channels joined\"}");
    private static final Payload JOIN_CRASHED = new Payload.Encoded("{\"reason\":\"join crashed\"}");

    private final Connection connection;
    private final EndpointSettings settings;
    private Map<String, JoinedChannel> channels = Map.of();

    Socket(PhoenixLoop loop, Transport transport, Handshake.Admission admission) {
        connection = new Connection(loop, transport, admission);
        settings = loop.settings();
        String id = connection.socketId();
        if (id != null) {
            loop.identify(id, transport);
        }
    }

    Serializer serializer() {
        return connection.serializer();
    }

    /** Takes a message; not to be called between {@link Transport#hold} and {@link Transport#release}. */
    void receive(Message message) {
        if (connection.ended()) {
            return;
        }
        JoinedChannel channel = message.topic() instanceof String topic ? channels.get(topic) : null;
        boolean leave = "phx_leave".equals(message.event());
        if ("heartbeat".equals(message.event()) && "phoenix".equals(message.topic())) {
            reply(null, message, "ok", Payload.EMPTY);
        } else if ("phx_join".equals(message.event())) {
            join(message, channel);
        } else if (channel != null && leave) {
            channel.leave(message);
        } else if (channel != null) {
            channel.receive(message);
        } else if (leave && !settings.refusesUnjoinedLeave()) {
            reply(message.joinRef(), message, "ok", Payload.EMPTY);
        } else {
            reply(null, message, "error", UNMATCHED);
        }
    }

    private void join(Message message, @Nullable JoinedChannel replaced) {
        String topic = message.topic() instanceof String text ? text : null;
        ChannelRoutes.Route route = topic == null ? null : settings.routes().match(topic, message.payload());
        if (topic == null || route == null) {
            reply(null, message, "error", UNMATCHED);
            return;
        }
        if (replaced != null) {
            replaced.end(StopReason.REPLACED, null);
        } else if (channels.size() >= settings.options().maxChannels()) {
            reply(message.joinRef(), message, "error", TOO_MANY);
            return;
        }
        JoinedChannel channel = new JoinedChannel(connection, topic, message, route, this::left);
        if (channels.isEmpty()) {
            channels = new HashMap<>(4);
        }
        channels.put(topic, channel);
        connection.joining(true);
        channel.join(message.payload(), result -> joined(channel, message, result, replaced));
    }

    /** Answers the join first; then the channel it replaced ends, then comes what the new channel has pushed. */
    private void joined(
            JoinedChannel channel, Message message, @Nullable JoinResult result, @Nullable JoinedChannel replaced) {
        if (connection.ended()) {
            return;
        }
        boolean answered = result != null
                && tryReply(message.joinRef(), message, result.isJoined() ? "ok" : "error", result.response());
        if (!answered) {
            reply(message.joinRef(), message, "error", JOIN_CRASHED);
        }
        if (replaced != null) {
            replaced.sayReplaced();
        }
        if (answered && result != null && result.isJoined()) {
            channel.joined();
        } else {
            channel.end(answered ? StopReason.NORMAL : StopReason.ERROR, null);
        }
        connection.joining(false);
    }

    private boolean tryReply(@Nullable Object joinRef, Message message, String status, Payload response) {
        try {
            reply(joinRef, message, status, response);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void reply(@Nullable Object joinRef, Message message, String status, Payload response) {
        connection.reply(joinRef, message.ref(), message.topic(), status, response);
    }

    private void left(JoinedChannel channel) {
        channels.remove(channel.topic(), channel);
    }

    /** Ends the connection and with it every channel; no channel says good-bye. */
    void end() {
        if (connection.ended()) {
            return;
        }
        connection.end();
        String id = connection.socketId();
        if (id != null) {
            connection.loop().forget(id, connection.transport());
        }
        List.copyOf(channels.values()).forEach(channel -> channel.end(StopReason.DISCONNECTED, null));
    }
}
