package dev.parley.engine.socket;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.EventJson;
import dev.parley.feed.Registration;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.gateway.PushWindow;
import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bot's side of {@code bot:<uuid>}: a process joined with the engine's token. It is told what people do in the
 * sessions handed to it and pushes answers, which name their session, into any session of its bot. Joined with
 * {@code "ack":true} an event counts as delivered when it is acknowledged or answered, else when it is written.
 */
final class BackendChannel implements Channel {
    /** What stands before a bot's id in its topic. */
    static final String TOPIC = "bot:";

    static final String TOKEN = "engine_token";

    private static final Map<String, PushHandler<JoinedBackend>> HANDLERS =
            Map.of("btu_msg", new BtuMsg(), "typing", new BotTyping(), "put_data", new BotData(), "ack", new Ack());

    private final GatewayContext context;
    private final Backends backends;
    private final PushWindow window = new PushWindow();
    private @Nullable Joined joined;

    BackendChannel(GatewayContext context, Backends backends) {
        this.context = context;
        this.backends = backends;
    }

    /** What a channel has once it is joined. */
    private record Joined(JoinedBackend backend, PacedPushes pushes, Backend told, Registration changes) {}

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        if (context.bots().starting()) {
            return refuse(new JsonObject().put("reason", "starting").put("retry", true));
        }
        JsonObject wanted = PushFields.object(payload);
        String token = wanted.getValue(TOKEN) instanceof String text ? text : "";
        Optional<Bot> bot = UuidText.parse(topic.substring(TOPIC.length()))
                .flatMap(context.bots()::get)
                .filter(found -> BackendToken.admits(found, token));
        if (bot.isEmpty()) {
            return refuse(new JsonObject().put("reason", "unauthorized"));
        }
        if (!(wanted.getValue("ack", false) instanceof Boolean acknowledges)) {
            return refuse(PushRefused.response(PushRefused.invalid("ack")));
        }
        UUID id = bot.get().id();
        Acknowledgements acknowledgements = new Acknowledgements(acknowledges);
        joined = new Joined(
                new JoinedBackend(context, id, acknowledgements),
                new PacedPushes(socket, new EventJson(context.publicUrl()), acknowledgements::pushed),
                backends.join(id, socket::send),
                context.feed().hub(context.vertx()).changes(id, () -> botChanged(id, token, socket)));
        return Future.succeededFuture(JoinResult.ok());
    }

    private static Future<JoinResult> refuse(JsonObject response) {
        return Future.succeededFuture(new JoinResult.Refused(Payload.of(response)));
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return window.handle(HANDLERS.get(event), payload, here().backend(), ref, socket);
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        if (message instanceof BackendMessage told) {
            here().pushes().add(told);
        }
        return Future.succeededFuture(Result.noReply());
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        Joined was = joined;
        if (was != null) {
            was.changes().end();
            backends.leave(was.told());
            was.pushes().clear();
            was.backend().acknowledgements().clear();
        }
    }

    /** The bot was changed or removed: its side joins again with the token of now, unless that is the same. */
    private void botChanged(UUID bot, String token, ChannelSocket socket) {
        boolean same = context.bots()
                .get(bot)
                .filter(found -> BackendToken.admits(found, token))
                .isPresent();
        if (!same) {
            socket.stop(StopReason.ERROR);
        }
    }

    private Joined here() {
        return Objects.requireNonNull(joined, "not joined");
    }
}
