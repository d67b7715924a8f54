package dev.parley.gateway.phoenix;

import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One join of {@code bot:*}: with an {@code engine_token} it becomes the bot's side, else a person's. */
final class BotTopic implements Channel {
    static final String PREFIX = "bot:";

    private final PhoenixGateway gateway;
    private @Nullable Channel side;

    BotTopic(PhoenixGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        boolean backend = payload instanceof Payload.Json json
                && json.value() instanceof JsonObject object
                && object.containsKey(BackendChannel.TOKEN);
        Channel joining = backend ? new BackendChannel(gateway) : new BotChannel(gateway);
        side = joining;
        return joining.join(topic, payload, socket);
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return side().handleIn(event, payload, ref, socket);
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        return side().handleInfo(message, socket);
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        if (side != null) {
            side.terminate(reason, socket);
        }
    }

    private Channel side() {
        return Objects.requireNonNull(side, "not joined");
    }
}
