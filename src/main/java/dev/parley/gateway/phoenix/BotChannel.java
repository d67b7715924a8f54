package dev.parley.gateway.phoenix;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
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
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * AIDA's channel {@code bot:<uuid>}: joined with an access token, many sessions on one topic. Pushes are answered when
 * the store has committed.
 */
final class BotChannel implements Channel {
    /** AIDA's events. */
    private static final Map<String, PushHandler<BotChannel>> HANDLERS = Map.of(
            "new_session", new NewSession(),
            "put_data", new PutData(),
            "delete_session", new DeleteSession(),
            "utb_msg", new UtbMsg(),
            "utb_img", new UtbImg());

    /** What scope {@code session} has beside them; in scope {@code topic} nothing reads the past. */
    private static final Map<String, PushHandler<BotChannel>> EXTENSIONS =
            Map.of("history", new History(), "typing", new Typing(), "seen", new Seen());

    private final PhoenixGateway gateway;
    private @Nullable Joined joined;
    private final Map<UUID, Attachment> attachments = new HashMap<>(2);
    private final PushWindow window = new PushWindow();

    /** Only in scope {@code topic}. */
    private @Nullable RecentPushes asked;

    /** Read by other loops too, where an answer for this channel comes by. */
    private volatile boolean ended;

    BotChannel(PhoenixGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        if (gateway.bots().starting()) {
            return refuse(new JsonObject().put("reason", "starting").put("retry", true));
        }
        JoinRequest request;
        try {
            request = JoinRequest.of(gateway.bots(), topic, payload, socket);
        } catch (PushRefused refused) {
            return refuse(PushRefused.response(refused));
        }
        JsonObject sessions = request.sessions();
        joined = new Joined(
                socket,
                gateway.loop(),
                request.bot(),
                request.entry(),
                sessions != null,
                socket.ofConnection(
                        ClientQuota.class, () -> gateway.conversations().quota(socket.remoteAddress())));
        joined.loop.joined(this);
        if (hearsTopic()) {
            asked = new RecentPushes(gateway.pushers(), this);
        }
        return sessions == null ? Future.succeededFuture(JoinResult.ok()) : resume(sessions, socket);
    }

    private Future<JoinResult> resume(JsonObject sessions, ChannelSocket socket) {
        return Resume.prepare(this, sessions)
                .<JoinResult>map(resume -> {
                    // Handled as the first thing after the reply to the join.
                    socket.send(resume);
                    return new JoinResult.Ok(Payload.of(new JsonObject().put("sessions", resume.reply())));
                })
                .recover(failure -> refuse(PushRefused.response(failure)));
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        if (message instanceof Resume resume) {
            resume.goLive();
        }
        return Future.succeededFuture(Result.noReply());
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
        PushHandler<BotChannel> handler = HANDLERS.get(event);
        if (handler == null && !hearsTopic()) {
            handler = EXTENSIONS.get(event);
        }
        return window.handle(handler, payload, this, ref, socket);
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        Joined was = joined;
        if (was == null) {
            return;
        }
        ended = true;
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
        if (asked != null) {
            asked.end();
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

    /** Who speaks here. */
    ClientQuota quota() {
        return here().quota;
    }

    SessionRef target(UUID session) {
        return new SessionRef(session, botId(), PhoenixGateway.NAME);
    }

    /** True when the client joined with {@code sessions}: it counts seqs and is pushed whole events. */
    boolean countsSeqs() {
        return here().countsSeqs;
    }

    /** True when this channel hears sessions it never named. */
    boolean hearsTopic() {
        return here().entry.scope() == WebsocketEntry.Scope.TOPIC;
    }

    /** Attaches to a session that was just opened: there is nothing to catch up with. */
    void attachNew(Session session) {
        Attachment attachment =
                register(new PushFields.SessionName(session.id(), session.id().toString()));
        attachment.startAt(session, session.lastSeq());
        attachment.goLive();
    }

    /**
     * Attaches to the named session, once; fails with {@code UNKNOWN_SESSION}. In scope {@code session} the client is
     * first told what was said while nobody was there.
     */
    Future<Void> attach(PushFields.SessionName name) {
        Attachment present = attachments.get(name.id());
        if (present != null) {
            present.name(name.text());
            return present.ready();
        }
        Attachment attachment = register(name);
        Future<Void> ready = gateway.conversations()
                .session(target(name.id()))
                .map(found -> found.orElseThrow(() -> PushRefused.because("unknown_session")))
                .onSuccess(session -> {
                    attachment.startAt(session, start(session));
                    attachment.begin();
                })
                .onFailure(failure -> forget(attachment))
                .mapEmpty();
        attachment.ready(ready);
        return ready;
    }

    /**
     * Makes an attachment that waits to begin. It is registered before the log is read, so that nothing can fall
     * between the reading and the first hint.
     */
    Attachment register(PushFields.SessionName name) {
        Attachment attachment = new Attachment(this, name);
        attachment.hold();
        attachments.put(name.id(), attachment);
        here().loop.attach(attachment);
        return attachment;
    }

    boolean isAttached(UUID session) {
        return attachments.containsKey(session);
    }

    private long start(Session session) {
        // A client that counts seqs says what it has when it joins; a session it names later it asks the history of.
        if (hearsTopic() || countsSeqs()) {
            return session.lastSeq();
        }
        return Math.max(session.heard(), session.lastSeq() - gateway.resumeLimit());
    }

    /** Lets go of a session that is erased or was never there. */
    void forget(Attachment attachment) {
        attachments.remove(attachment.session(), attachment);
        here().loop.detach(attachment);
    }

    /** Stores something this client said and answers with where it stands. */
    Future<Payload> write(PushFields.SessionName name, Draft draft, Supplier<Future<Appended>> store) {
        return stored(name, draft, store).map(this::acknowledge);
    }

    /** The same for what must be looked up before the store is asked: later events of the session wait for it. */
    Future<Payload> writeInTurn(PushFields.SessionName name, Draft draft, Supplier<Future<Appended>> store) {
        Future<Appended> stored = stored(name, draft, store);
        Attachment attachment = attachments.get(name.id());
        if (attachment != null) {
            attachment.ready(stored.transform(done -> Future.succeededFuture()));
        }
        return stored.map(this::acknowledge);
    }

    private Future<Appended> stored(PushFields.SessionName name, Draft draft, Supplier<Future<Appended>> store) {
        return attach(name).compose(attached -> {
            OwnEvents own = own(name.id());
            if (own != null) {
                own.writing(draft.id());
            }
            if (asked != null) {
                asked.writing(draft);
            }
            return store.get().onComplete(stored -> {
                noteOwn(own, draft, stored.result());
                if (asked != null) {
                    asked.written(draft, stored.result());
                }
            });
        });
    }

    private @Nullable OwnEvents own(UUID session) {
        Attachment attachment = attachments.get(session);
        return attachment == null ? null : attachment.own();
    }

    private static void noteOwn(@Nullable OwnEvents own, Draft draft, @Nullable Appended stored) {
        if (own != null && (stored == null || stored.duplicate())) {
            own.notWritten(draft.id());
        }
    }

    /** The reply to a stored message. */
    private Payload acknowledge(Appended appended) {
        Event event = appended.event();
        return Payload.of(new JsonObject().put("id", event.id().toString()).put("seq", event.seq()));
    }

    /** Sends an event of an attached session to the client, if it is one the client is shown. */
    void emit(Attachment attachment, Event event, EventMessages messages) {
        OwnEvents own = attachment.own();
        if (own != null && own.read(event.id())) {
            return;
        }
        EventPush push = countsSeqs() ? messages.full(event) : messages.plain(event);
        if (push != null && isFor(attachment.session(), event)) {
            push(push, attachment.name());
        }
    }

    private void push(EventPush push, String session) {
        ChannelSocket socket = here().socket;
        socket.push(push.on(socket.topic(), session));
    }

    /** Tells that somebody on the bot's side types. */
    void pushTyping(Attachment attachment, boolean on) {
        if (countsSeqs()) {
            push(new EventPush("typing", new JsonObject().put("on", on)), attachment.name());
        }
    }

    /** Hands on a piece of an answer that is being made, or that it is given up. */
    void pushPart(Attachment attachment, Notification.AnswerDelta part) {
        if (countsSeqs()) {
            JsonObject payload =
                    new JsonObject().put("id", part.event().toString()).put("n", part.n());
            push(
                    new EventPush(
                            "btu_part",
                            part.delta() == null ? payload.put("cancelled", true) : payload.put("delta", part.delta())),
                    attachment.name());
        }
    }

    /** Tells how the delivery of something the person said stands. */
    void pushStatus(Attachment attachment, UUID event, long seq, Notification.Delivery delivery) {
        JsonObject payload =
                new JsonObject().put("id", event.toString()).put("seq", seq).put("status", delivery.text());
        push(new EventPush("msg_status", payload), attachment.name());
    }

    /** Sends an event of a session this channel never named, where the scope says so. */
    void emitUnattached(UUID session, Event event, EventMessages messages) {
        if (!attachments.containsKey(session) && isFor(session, event)) {
            push(Objects.requireNonNull(messages.plain(event)), session.toString());
        }
    }

    /** In scope {@code topic} an answer goes to the socket that asked, while it lives. */
    private boolean isFor(UUID session, Event event) {
        Long cause = event.cause();
        if (cause == null || !hearsTopic()) {
            return true;
        }
        BotChannel quota = gateway.pushers().of(session, cause);
        return quota == null || quota == this || quota.ended;
    }

    /** Sends a line that is in no log. */
    void pushText(PushFields.SessionName session, String text) {
        push(EventPush.line(text), session.text());
    }

    /** The bot was changed or removed: clients join again with their token, unless nothing changed for them. */
    void botChanged() {
        boolean same = gateway.bots()
                .get(botId())
                .flatMap(bot -> WebsocketEntry.of(bot, here().entry.accessToken()))
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
    private record Joined(
            ChannelSocket socket, BotLoop loop, Bot bot, WebsocketEntry entry, boolean countsSeqs, ClientQuota quota) {}
}
