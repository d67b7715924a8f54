package dev.parley.engine.socket;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.Registration;
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
import java.util.HashMap;
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
    static final String TOKEN = "engine_token";

    private static final Map<String, PushHandler<BackendChannel>> HANDLERS =
            Map.of("btu_msg", new BtuMsg(), "typing", new BotTyping(), "put_data", new BotData(), "ack", new Ack());

    private final BackendDoor door;
    private final PushWindow window = new PushWindow();

    /** What was told and counts as delivered only when this side says so; one event a session at most. */
    private final Map<UUID, BackendMessage.Happened> unacknowledged = new HashMap<>();

    private @Nullable Joined joined;

    BackendChannel(BackendDoor door) {
        this.door = door;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        if (door.bots().starting()) {
            return refuse(new JsonObject().put("reason", "starting").put("retry", true));
        }
        JsonObject wanted = PushFields.object(payload);
        String token = wanted.getValue(TOKEN) instanceof String text ? text : "";
        Optional<Bot> bot = UuidText.parse(topic.substring(BackendDoor.TOPIC.length()))
                .flatMap(door.bots()::get)
                .filter(found -> Backends.admits(found, token));
        if (bot.isEmpty()) {
            return refuse(new JsonObject().put("reason", "unauthorized"));
        }
        if (!(wanted.getValue("ack", false) instanceof Boolean acknowledges)) {
            return refuse(PushRefused.response(PushRefused.invalid("ack")));
        }
        UUID id = bot.get().id();
        joined = new Joined(
                socket,
                id,
                token,
                acknowledges,
                new PacedPushes(socket, door.json(), this::pushed),
                door.backends().join(id, socket::send),
                door.context().feed().hub(door.context().vertx()).changes(id, this::botChanged));
        return Future.succeededFuture(JoinResult.ok());
    }

    private static Future<JoinResult> refuse(JsonObject response) {
        return Future.succeededFuture(new JoinResult.Refused(Payload.of(response)));
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return window.handle(HANDLERS.get(event), payload, this, ref, socket);
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        if (message instanceof BackendMessage told) {
            here().pushes.add(told);
        }
        return Future.succeededFuture(Result.noReply());
    }

    private void pushed(BackendMessage told) {
        if (told instanceof BackendMessage.Happened happened) {
            if (here().acknowledges) {
                unacknowledged.put(happened.session(), happened);
            } else {
                happened.delivered().run();
            }
        } else if (told instanceof BackendMessage.Erased) {
            unacknowledged.remove(told.session());
        }
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        Joined was = joined;
        if (was != null) {
            was.changes.end();
            door.backends().leave(was.backend);
            was.pushes.clear();
            unacknowledged.clear();
        }
    }

    /** What this side was told of a session and has not acknowledged, if anything. */
    BackendMessage.@Nullable Happened unacknowledged(UUID session) {
        return unacknowledged.get(session);
    }

    /** An event counts as delivered; harmless when it did before. */
    void delivered(BackendMessage.Happened happened) {
        if (unacknowledged.remove(happened.session(), happened)) {
            happened.delivered().run();
        }
    }

    /** The bot was changed or removed: its side joins again with the token of now, unless that is the same. */
    private void botChanged() {
        boolean same = door.bots()
                .get(botId())
                .filter(bot -> Backends.admits(bot, here().token))
                .isPresent();
        if (!same) {
            here().socket.stop(StopReason.ERROR);
        }
    }

    Conversations conversations() {
        return door.context().conversations();
    }

    UUID botId() {
        return here().bot;
    }

    /** The bot as it is now, since its name signs what it says; a push to one that is gone is refused. */
    Bot bot() {
        return door.bots().get(botId()).orElseThrow(() -> PushRefused.because("bot_not_found"));
    }

    /** Any session of the bot, whichever gateway it was born on. */
    SessionRef target(UUID session) {
        return new SessionRef(session, botId(), null);
    }

    /** Completes when the session is one that can be told something; else fails with why it cannot. */
    Future<Session> open(UUID session) {
        return conversations().session(target(session)).map(found -> {
            Session opened = found.orElseThrow(() -> PushRefused.because("unknown_session"));
            if (!opened.open()) {
                throw PushRefused.because("session_closed");
            }
            return opened;
        });
    }

    private Joined here() {
        return Objects.requireNonNull(joined, "not joined");
    }

    /** What a channel knows once it is joined. */
    private record Joined(
            ChannelSocket socket,
            UUID bot,
            String token,
            boolean acknowledges,
            PacedPushes pushes,
            Backend backend,
            Registration changes) {}
}
