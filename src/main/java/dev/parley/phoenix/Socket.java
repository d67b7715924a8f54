package dev.parley.phoenix;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its channels by topic, and where each message goes. A join holds back everything the client sent after
 * it; a push waits for its own topic only.
 */
final class Socket {
    /** What may wait in the channels' mailboxes, in bytes, before the connection is no longer read. */
    private static final int MAX_WAITING = 1 << 20;

    private static final Payload UNMATCHED = new Payload.Encoded("{\"reason\":\"unmatched topic\"}");
    private static final Payload TOO_MANY = new Payload.Encoded("{\"reason\":\"too many channels joined\"}");
    private static final Payload JOIN_CRASHED = new Payload.Encoded("{\"reason\":\"join crashed\"}");

    private final EndpointLoop shard;
    private final Transport transport;
    private final Serializer serializer;
    private final ConnectRequest request;
    private final @Nullable String id;
    private Map<String, JoinedChannel> channels = Map.of();
    private @Nullable Object kept;
    private long waiting;
    private boolean joining;
    private boolean overfull;
    private boolean ended;

    Socket(
            EndpointLoop shard,
            Transport transport,
            Serializer serializer,
            ConnectRequest request,
            @Nullable String id) {
        this.shard = shard;
        this.transport = transport;
        this.serializer = serializer;
        this.request = request;
        this.id = id;
        if (id != null) {
            shard.identify(id, this);
        }
    }

    EndpointLoop shard() {
        return shard;
    }

    Transport transport() {
        return transport;
    }

    Serializer serializer() {
        return serializer;
    }

    ConnectRequest request() {
        return request;
    }

    /** What the application keeps for this connection. */
    <T> T kept(Class<T> type, Supplier<T> make) {
        if (type.isInstance(kept)) {
            return type.cast(kept);
        }
        T made = make.get();
        kept = made;
        return made;
    }

    /** Takes a message; not to be called between {@link Transport#hold} and {@link Transport#release}. */
    void receive(Message message) {
        if (ended) {
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
        } else if (leave && !shard.endpoint().refusesUnjoinedLeave()) {
            reply(message.joinRef(), message, "ok", Payload.EMPTY);
        } else {
            reply(null, message, "error", UNMATCHED);
        }
    }

    private void join(Message message, @Nullable JoinedChannel replaced) {
        if (!(message.topic() instanceof String topic)) {
            reply(null, message, "error", UNMATCHED);
            return;
        }
        ChannelRoutes.Route route = shard.endpoint().routes().match(topic);
        if (route == null) {
            reply(null, message, "error", UNMATCHED);
            return;
        }
        if (replaced != null) {
            replaced.end(StopReason.REPLACED, null);
        } else if (channels.size() >= shard.endpoint().options().maxChannels()) {
            reply(message.joinRef(), message, "error", TOO_MANY);
            return;
        }
        JoinedChannel channel = new JoinedChannel(this, topic, message, route);
        if (channels.isEmpty()) {
            channels = new HashMap<>(4);
        }
        channels.put(topic, channel);
        joining = true;
        channel.join(message.payload(), reply -> joined(channel, message, reply, replaced));
        if (joining) {
            hold();
        }
    }

    /** Answers the join first; then the channel it replaced ends, then comes what the new channel has pushed. */
    private void joined(
            JoinedChannel channel, Message message, @Nullable JoinResult result, @Nullable JoinedChannel replaced) {
        joining = false;
        if (ended) {
            return;
        }
        boolean joined = false;
        if (result instanceof JoinResult.Ok ok) {
            joined = tryReply(message.joinRef(), message, "ok", ok.response());
        } else if (!(result instanceof JoinResult.Refused refused)
                || !tryReply(message.joinRef(), message, "error", refused.response())) {
            result = null;
        }
        if (!joined && (result == null || result instanceof JoinResult.Ok)) {
            reply(message.joinRef(), message, "error", JOIN_CRASHED);
        }
        if (replaced != null) {
            replaced.sendEnd("phx_close");
        }
        if (joined) {
            channel.joined();
        } else {
            channel.end(result instanceof JoinResult.Refused ? StopReason.NORMAL : StopReason.ERROR, null);
        }
        hold();
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
        transport.send(serializer.reply(joinRef, message.ref(), message.topic(), status, response));
    }

    /** Forgets a channel that has ended. */
    void left(JoinedChannel channel) {
        channels.remove(channel.topic(), channel);
    }

    /** Counts what begins (positive) or ends (negative) to wait in a mailbox. */
    void waiting(long bytes) {
        waiting += bytes;
        boolean now = overfull ? waiting > MAX_WAITING / 2 : waiting > MAX_WAITING;
        if (now != overfull) {
            overfull = now;
            hold();
        }
    }

    private void hold() {
        if (ended) {
            return;
        }
        if (joining || overfull) {
            transport.hold();
        } else {
            transport.release();
        }
    }

    /** Ends the connection and with it every channel; no channel says good-bye. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (id != null) {
            shard.forget(id, this);
        }
        List<JoinedChannel> ending = new ArrayList<>(channels.values());
        ending.forEach(channel -> channel.end(StopReason.DISCONNECTED, null));
    }

    JsonObject params() {
        return request.params();
    }
}
