package dev.parley.server;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One join of a topic that several doors have: what it is joined with says whose channel it becomes. */
final class SharedTopic implements Channel {
    private static final JoinResult UNMATCHED =
            new JoinResult.Refused(Payload.of(new JsonObject().put("reason", "unmatched topic")));

    private final Function<Payload, Optional<Channel>> choice;
    private @Nullable Channel chosen;

    /** @param choice makes the channel for who joins with this; empty when nobody wants the join */
    SharedTopic(Function<Payload, Optional<Channel>> choice) {
        this.choice = choice;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        chosen = choice.apply(payload).orElse(null);
        return chosen == null ? Future.succeededFuture(UNMATCHED) : chosen.join(topic, payload, socket);
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return chosen().handleIn(event, payload, ref, socket);
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        return chosen().handleInfo(message, socket);
    }

    @Override
    public Set<String> intercepts() {
        return chosen == null ? Set.of() : chosen.intercepts();
    }

    @Override
    public void handleOut(String event, Payload payload, ChannelSocket socket) {
        chosen().handleOut(event, payload, socket);
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        if (chosen != null) {
            chosen.terminate(reason, socket);
        }
    }

    private Channel chosen() {
        return Objects.requireNonNull(chosen, "not joined");
    }
}
