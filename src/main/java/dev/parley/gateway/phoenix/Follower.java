package dev.parley.gateway.phoenix;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Page;
import dev.parley.conversation.Session;
import dev.parley.feed.LogFollower;
import dev.parley.gateway.PushFields;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on one session: follows its log and pushes what clients of its kind are shown. It hears of the session
 * from the moment it is made, so that nothing falls between the looking up and the first hint, and begins when the
 * session has been found:
 *
 * <pre>
 *   made --session looked up--> begin, at the place where its kind begins --> every event behind it, in order and once
 *     \--unknown, erased--> ended
 * </pre>
 *
 * <p>What the client pushes about the session waits until it is {@link #ready}. Belongs to its event loop.
 */
abstract class Follower implements LogFollower.Consumer {
    private final Joined joined;
    private final Consumer<Follower> erased;
    private final LogFollower log;
    private String name;
    private Future<Void> ready = Future.succeededFuture();
    private long heard;
    private boolean ended;

    /**
     * @param erased is called when the session is gone
     */
    Follower(Joined joined, PushFields.SessionName name, Consumer<Follower> erased) {
        this.joined = joined;
        this.erased = erased;
        this.name = name.text();
        this.log = new LogFollower(joined.loop().hub(), joined.context().reader(), name.id(), this);
    }

    /** The seq behind which its kind of client begins in a session that it names. */
    abstract long start(Session found);

    /** Pushes one of these events, if it is one the client is shown. */
    abstract void show(List<Event> events, int index);

    /** Shows everything behind a seq from now on. */
    void begin(Session found, long from) {
        heard = found.heard();
        log.begin(from, found.lastSeq());
    }

    /** Begins in a session that this client has just opened, and that has no past. */
    void beginNew(Session opened) {
        begin(opened, opened.lastSeq());
    }

    /** The client is about to store something here. */
    void writing(Draft draft) {}

    /** The store has answered; {@code stored} is null when it refused. */
    void written(Draft draft, @Nullable Appended stored) {}

    final void push(EventPush push) {
        if (!ended) {
            push.to(joined.socket(), name);
        }
    }

    final Joined joined() {
        return joined;
    }

    final UUID session() {
        return log.session();
    }

    /** The client wrote the session's id like this last. */
    final void name(String text) {
        name = text;
    }

    /** Completes when the session is known to exist; operations on it wait for that, in order. */
    final Future<Void> ready() {
        return ready;
    }

    final void ready(Future<Void> found) {
        ready = found;
    }

    /** The seq up to which the log was shown. */
    final long cursor() {
        return log.cursor();
    }

    /** True when more was shown than the session's heard mark says. */
    final boolean unheard() {
        return log.cursor() > heard;
    }

    /** Shows nothing more. */
    final void end() {
        ended = true;
        log.end();
    }

    @Override
    public final int take(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            show(events, i);
        }
        return events.size();
    }

    @Override
    public final boolean writeQueueFull() {
        return joined.socket().writeQueueFull();
    }

    @Override
    public final void onceDrained(Handler<Void> handler) {
        joined.socket().onceDrained(handler);
    }

    @Override
    public final Future<Page> read(Supplier<Future<Page>> page) {
        return joined.connection().reads().read(page);
    }

    @Override
    public final void erased(Notification.Erased told) {
        erased.accept(this);
    }

    // What most kinds are not told.

    @Override
    public void logAppended(Notification.LogAppended told) {}

    @Override
    public void typing(Notification.Typing told) {}

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}

    @Override
    public final void botChanged(Notification.BotChanged told) {}

    @Override
    public final void documentChanged(Notification.DocumentChanged told) {}

    @Override
    public final void seen(Notification.Seen told) {}

    @Override
    public final void replay(Notification.Replay told) {}
}
