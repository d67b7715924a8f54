package dev.parley.gateway.phoenix;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.Registration;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A person's client that is joined to a bot's topic, and the sessions it has named there. What a client is shown and
 * where that begins is the affair of its kind:
 *
 * <pre>
 *                    shown                          of a session it names, from          of one it never named
 *   TopicClient      lines; answers if it asked     the log's end                        lines, straight from hints
 *   PlainClient      lines                          what clients had heard               nothing
 *   CountingClient   whole events, what becomes     the log's end; the seq it named      nothing
 *                    of its own, typing, parts      as it joined
 * </pre>
 *
 * <p>Belongs to its event loop.
 */
abstract class BotClient {
    private final Joined joined;
    private final Registration changes;
    private final Map<UUID, Follower> followers = new HashMap<>(2);

    BotClient(Joined joined) {
        this.joined = joined;
        this.changes = joined.loop().hub().changes(joined.bot().id(), this::botChanged);
    }

    /** Makes what follows a session for this kind of client. */
    abstract Follower follow(PushFields.SessionName name);

    /** The client is gone. */
    void end() {
        changes.end();
        Map<UUID, Long> heard = new HashMap<>();
        for (Follower follower : followers.values()) {
            follower.end();
            if (follower.unheard()) {
                heard.put(follower.session(), follower.cursor());
            }
        }
        followers.clear();
        if (!heard.isEmpty()) {
            context().conversations().heard(heard);
        }
    }

    final Joined joined() {
        return joined;
    }

    final PhoenixContext context() {
        return joined.context();
    }

    final ChannelSocket socket() {
        return joined.socket();
    }

    final Bot bot() {
        return joined.bot();
    }

    /** Who speaks here. */
    final ClientQuota quota() {
        return joined.connection().quota();
    }

    final SessionRef target(UUID session) {
        return new SessionRef(session, bot().id(), WebsocketEntry.GATEWAY);
    }

    /** Reads something of logs for this client when there is room for it. */
    final <T> Future<T> read(Supplier<Future<T>> reading) {
        return joined.connection().reads().read(reading);
    }

    /** Attaches to a session and opens it, in this order (decision 68). */
    final Future<Session> open(JsonObject data) {
        NewConversation wanted = NewConversation.of(WebsocketEntry.GATEWAY, data);
        Follower follower =
                register(new PushFields.SessionName(wanted.id(), wanted.id().toString()));
        return context()
                .conversations()
                .open(bot(), wanted, quota())
                .map(Appended::session)
                .onSuccess(follower::beginNew)
                .onFailure(refused -> forget(follower));
    }

    /** Attaches to the named session, once; fails with {@code unknown_session}. */
    final Future<Void> attach(PushFields.SessionName name) {
        return attached(name).ready();
    }

    private Follower attached(PushFields.SessionName name) {
        Follower present = followers.get(name.id());
        if (present != null) {
            present.name(name.text());
            return present;
        }
        Follower follower = register(name);
        follower.ready(context()
                .reader()
                .session(target(name.id()))
                .map(found -> found.orElseThrow(() -> PushRefused.because("unknown_session")))
                .onSuccess(session -> follower.begin(session, follower.start(session)))
                .onFailure(unknown -> forget(follower))
                .mapEmpty());
        return follower;
    }

    /** Hears of a session from now on, whether or not there is one. */
    final Follower register(PushFields.SessionName name) {
        Follower follower = follow(name);
        followers.put(name.id(), follower);
        return follower;
    }

    /** What follows the session, if the client is attached to it. */
    final @Nullable Follower follower(UUID session) {
        return followers.get(session);
    }

    /** Lets go of a session that is erased or was never there. */
    final void forget(Follower follower) {
        followers.remove(follower.session(), follower);
        follower.end();
    }

    /** Stores something this client said and answers with where it stands. */
    final Future<Payload> write(PushFields.SessionName name, Draft draft, Supplier<Future<Appended>> store) {
        return stored(attached(name), draft, store).map(BotClient::acknowledgement);
    }

    /** The same for what must be looked up before the store is asked: later events of the session wait for it. */
    final Future<Payload> writeInTurn(PushFields.SessionName name, Draft draft, Supplier<Future<Appended>> store) {
        Follower follower = attached(name);
        Future<Appended> stored = stored(follower, draft, store);
        follower.ready(stored.transform(done -> Future.succeededFuture()));
        return stored.map(BotClient::acknowledgement);
    }

    private static Future<Appended> stored(Follower follower, Draft draft, Supplier<Future<Appended>> store) {
        return follower.ready().compose(ready -> {
            follower.writing(draft);
            return store.get().onComplete(stored -> follower.written(draft, stored.result()));
        });
    }

    private static Payload acknowledgement(Appended appended) {
        Event event = appended.event();
        return Payload.of(new JsonObject().put("id", event.id().toString()).put("seq", event.seq()));
    }

    /** The bot was changed or removed: clients join again with their token, unless nothing changed for them. */
    private void botChanged() {
        boolean same = context()
                .bots()
                .get(bot().id())
                .flatMap(bot -> WebsocketEntry.of(bot, joined.entry().accessToken()))
                .filter(joined.entry()::equals)
                .isPresent();
        if (!same) {
            socket().stop(StopReason.ERROR);
        }
    }
}
