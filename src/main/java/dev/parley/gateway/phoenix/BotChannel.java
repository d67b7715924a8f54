package dev.parley.gateway.phoenix;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.Target;
import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * AIDA's channel {@code bot:<uuid>}: joined with an access token, many sessions on one topic. Pushes are answered when
 * the store has committed, in the order they came; up to {@value #WINDOW} may be on their way at once, so one slow
 * commit does not hold the next and the store can commit many together.
 */
final class BotChannel implements Channel {
    private static final String PREFIX = "bot:";
    private static final int WINDOW = 64;
    private static final int REMEMBERED_PUSHES = 256;
    private static final Map<String, PushHandler> HANDLERS = Map.of(
            "new_session", new NewSession(),
            "put_data", new PutData(),
            "delete_session", new DeleteSession(),
            "utb_msg", new UtbMsg(),
            "utb_img", new UtbImg());

    private final PhoenixGateway gateway;
    private @Nullable Joined joined;
    private final Map<UUID, Attachment> attachments = new HashMap<>(2);
    private int inFlight;
    private @Nullable Promise<Result> windowFull;
    private @Nullable ArrayDeque<Pushed> pushed;

    BotChannel(PhoenixGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        if (gateway.bots().starting()) {
            return refuse(new JsonObject().put("reason", "starting").put("retry", true));
        }
        Optional<Bot> bot = UuidText.parse(topic.substring(PREFIX.length())).flatMap(gateway.bots()::get);
        String token = payload instanceof Payload.Json json
                        && json.value() instanceof JsonObject object
                        && object.getValue("access_token") instanceof String text
                ? text
                : "";
        Optional<ChannelEntry.Websocket> entry =
                bot.flatMap(found -> found.manifest().websocket(token));
        if (entry.isEmpty()) {
            return refuse(new JsonObject().put("reason", "unauthorized"));
        }
        if (!bot.get().manifest().allowsOrigin(socket.origin())) {
            return refuse(new JsonObject().put("reason", "origin_not_allowed"));
        }
        joined = new Joined(socket, gateway.loop(), bot.get(), entry.get());
        joined.loop.joined(this);
        return Future.succeededFuture(JoinResult.ok());
    }

    private static Future<JoinResult> refuse(JsonObject response) {
        return Future.succeededFuture(new JoinResult.Refused(Payload.of(response)));
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        if (gateway.bots().get(botId()).isEmpty()) {
            Result.Reply gone = new Result.Reply("error", Payload.of(new JsonObject().put("reason", "bot_not_found")));
            return Future.succeededFuture(new Result.Stop(StopReason.ERROR, gone));
        }
        PushHandler handler = HANDLERS.get(event);
        Future<Payload> handled =
                handler == null ? Future.failedFuture(PushRefused.because("unknown_event")) : run(handler, payload);
        if (handled.isComplete()) {
            reply(handled, ref, socket);
            return Future.succeededFuture(Result.noReply());
        }
        inFlight++;
        handled.onComplete(done -> {
            reply(handled, ref, socket);
            landed();
        });
        if (inFlight < WINDOW) {
            return Future.succeededFuture(Result.noReply());
        }
        Promise<Result> room = Promise.promise();
        windowFull = room;
        return room.future();
    }

    private Future<Payload> run(PushHandler handler, Payload payload) {
        try {
            return handler.handle(payload, this);
        } catch (PushRefused refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void reply(Future<Payload> handled, MessageRef ref, ChannelSocket socket) {
        if (handled.succeeded()) {
            socket.reply(ref, "ok", handled.result());
        } else {
            socket.reply(ref, "error", Payload.of(PushRefused.response(handled.cause())));
        }
    }

    private void landed() {
        inFlight--;
        Promise<Result> waiting = windowFull;
        if (waiting != null) {
            windowFull = null;
            waiting.complete(Result.noReply());
        }
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        Joined was = joined;
        if (was == null) {
            return;
        }
        was.loop.left(this);
        Map<UUID, Long> heard = new HashMap<>();
        for (Attachment attachment : attachments.values()) {
            was.loop.detach(attachment);
            if (attachment.unheard()) {
                heard.put(attachment.session(), attachment.cursor());
            }
        }
        attachments.clear();
        if (!heard.isEmpty()) {
            gateway.conversations().heard(heard);
        }
        while (pushed != null && !pushed.isEmpty()) {
            forgetPush(pushed.remove());
        }
    }

    PhoenixGateway gateway() {
        return gateway;
    }

    Bot bot() {
        return here().bot;
    }

    UUID botId() {
        return here().bot.id();
    }

    Target target(UUID session) {
        return new Target(session, botId(), PhoenixGateway.NAME);
    }

    /** True when this channel hears sessions it never named. */
    boolean hearsTopic() {
        return here().entry.scope() == ChannelEntry.Scope.TOPIC;
    }

    /** Attaches to a session that was just opened: there is nothing to catch up with. */
    void attachNew(Session session) {
        Attachment attachment = new Attachment(
                this, new Fields.SessionName(session.id(), session.id().toString()));
        attachments.put(session.id(), attachment);
        here().loop.attach(attachment);
        attachment.begin(session, session.lastSeq());
    }

    /**
     * Attaches to the named session, once; fails with {@code UNKNOWN_SESSION}. In scope {@code session} the client is
     * first told what was said while nobody was there.
     */
    Future<Void> attach(Fields.SessionName name) {
        Attachment present = attachments.get(name.id());
        if (present != null) {
            present.name(name.text());
            return present.ready();
        }
        Attachment attachment = new Attachment(this, name);
        attachments.put(name.id(), attachment);
        // Registered before the log is read: nothing can fall between the reading and the first hint.
        attachment.hold();
        here().loop.attach(attachment);
        Future<Void> ready = gateway.conversations()
                .session(target(name.id()))
                .map(found -> found.orElseThrow(() -> PushRefused.because("unknown_session")))
                .onSuccess(session -> attachment.begin(session, start(session)))
                .onFailure(failure -> forget(attachment))
                .mapEmpty();
        attachment.ready(ready);
        return ready;
    }

    private long start(Session session) {
        if (hearsTopic()) {
            return session.lastSeq();
        }
        return Math.max(session.heard(), session.lastSeq() - gateway.resumeLimit());
    }

    /** Lets go of a session that is erased or was never there. */
    void forget(Attachment attachment) {
        attachments.remove(attachment.session(), attachment);
        here().loop.detach(attachment);
    }

    /** The reply to a stored message; its seq is noted as this socket's own. */
    Payload acknowledge(Appended appended) {
        Event event = appended.event();
        if (hearsTopic() && joined != null && !appended.duplicate()) {
            notePush(new Pushed(appended.session().id(), event.seq()));
        }
        return Payload.of(new JsonObject().put("id", event.id().toString()).put("seq", event.seq()));
    }

    private void notePush(Pushed push) {
        ArrayDeque<Pushed> mine = pushed == null ? new ArrayDeque<>() : pushed;
        pushed = mine;
        mine.add(push);
        gateway.pushers().add(push.session, push.seq, this);
        if (mine.size() > REMEMBERED_PUSHES) {
            forgetPush(mine.remove());
        }
    }

    private void forgetPush(Pushed push) {
        gateway.pushers().remove(push.session, push.seq);
    }

    /** Sends an event of an attached session to the client, if it is one the client is shown. */
    void emit(Attachment attachment, Event event, EventMessages messages) {
        BtuMsg message = messages.of(event);
        if (message != null && isFor(attachment.session(), event)) {
            ChannelSocket socket = here().socket;
            socket.push(message.on(socket.topic(), attachment.name()));
        }
    }

    /** Sends an event of a session this channel never named, where the scope says so. */
    void emitUnattached(UUID session, Event event, EventMessages messages) {
        if (hearsTopic() && !attachments.containsKey(session) && isFor(session, event)) {
            BtuMsg message = Objects.requireNonNull(messages.of(event));
            ChannelSocket socket = here().socket;
            socket.push(message.on(socket.topic(), session.toString()));
        }
    }

    /** In scope {@code topic} an answer goes to the socket that asked, while it lives. */
    private boolean isFor(UUID session, Event event) {
        Long cause = event.cause();
        if (cause == null || !hearsTopic()) {
            return true;
        }
        BotChannel asker = gateway.pushers().of(session, cause);
        return asker == null || asker == this;
    }

    /** Sends a line that is in no log. */
    void pushText(Fields.SessionName session, String text) {
        ChannelSocket socket = here().socket;
        socket.push(new BtuMsg(text).on(socket.topic(), session.text()));
    }

    /** The bot was changed or removed: clients join again with their token, unless nothing changed for them. */
    void botChanged() {
        boolean same = gateway.bots()
                .get(botId())
                .flatMap(bot -> bot.manifest().websocket(here().entry.accessToken()))
                .filter(here().entry::equals)
                .isPresent();
        if (!same) {
            here().socket.stop(StopReason.ERROR);
        }
    }

    boolean full() {
        return here().socket.writeQueueFull();
    }

    void onceDrained(Handler<Void> handler) {
        here().socket.onceDrained(handler);
    }

    private Joined here() {
        return Objects.requireNonNull(joined, "not joined");
    }

    /** What a channel knows once it is joined. */
    private record Joined(ChannelSocket socket, BotLoop loop, Bot bot, ChannelEntry.Websocket entry) {}

    private record Pushed(UUID session, long seq) {}
}
