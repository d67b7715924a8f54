package dev.parley.gateway.expertflow;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Page;
import dev.parley.conversation.Session;
import dev.parley.feed.LogFollower;
import dev.parley.feed.Registration;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on one conversation it has joined: follows the log and tells what happens, whole messages in the order
 * of the log and each once; only what this client said itself it is not told.
 *
 * <pre>
 *   made --history told--> begin --> every message behind it --closed, erased--> ended
 *                                                            --socket gone-----> ended
 * </pre>
 *
 * <p>Belongs to its event loop.
 */
final class Follower implements LogFollower.Consumer {
    private final ClientSocket client;
    private final ExpertflowContext context;
    private final Emissions emissions;
    private final Customer customer;
    private final Consumer<Follower> over;
    private final LogFollower log;
    private final Registration bot;
    private final Set<UUID> own = new HashSet<>(2);
    private final Promise<Void> ended = Promise.promise();
    private ConversationSnapshot known;
    private Notification.@Nullable Typing typed;
    private boolean begun;
    private boolean closed;

    /**
     * Hears of the conversation from now on, and tells nothing before {@link #begin}.
     *
     * @param session as it was found
     * @param over is called when the conversation is over
     */
    Follower(
            ClientSocket client,
            ExpertflowContext context,
            ExpertflowLoop loop,
            Session session,
            Customer customer,
            Consumer<Follower> over) {
        this.client = client;
        this.context = context;
        this.emissions = loop.emissions();
        this.customer = customer;
        this.over = over;
        this.known = new ConversationSnapshot(session, customer.id());
        this.log = new LogFollower(loop.hub(), context.reader(), session.id(), this);
        this.bot = loop.hub().changes(session.bot(), this::botChanged);
    }

    Session session() {
        return known.session();
    }

    ConversationSnapshot known() {
        return known;
    }

    Customer customer() {
        return customer;
    }

    /** The seq up to which the client was told. */
    long cursor() {
        return log.cursor();
    }

    /** True when the conversation is over, and not only this client gone. */
    boolean isClosed() {
        return closed;
    }

    /** Notes a message this client writes before it is stored: it is not told its own words. */
    void writing(UUID event) {
        own.add(event);
    }

    void notWritten(UUID event) {
        own.remove(event);
    }

    /** Notes that this client types, of which everybody is told. */
    void types(Notification.Typing told) {
        typed = told;
    }

    /** Tells what is behind a seq from now on. */
    void begin(long seq) {
        begun = true;
        log.begin(seq, seq);
    }

    /** Completes when the client was told that the conversation, closed just now, is over, or is here no more. */
    Future<Void> toldTheEnd(Session now) {
        log.reaches(now.lastSeq());
        return ended.future();
    }

    /** Tells nothing more; harmless when done twice. */
    void end() {
        log.end();
        bot.end();
        ended.tryComplete();
    }

    @Override
    public int take(List<Event> events) {
        int taken = 0;
        for (Message message : Message.whole(events)) {
            tell(events, message);
            taken += message.events().size();
        }
        return taken;
    }

    private void tell(List<Event> events, Message message) {
        if (!own.remove(message.first().id())) {
            emissions.shown(events, message, known, client.base()).forEach(client::emit);
        }
        if (message.first().body().kind() == Body.Kind.CLOSED) {
            closed = true;
            over.accept(this);
        }
    }

    @Override
    public boolean writeQueueFull() {
        return client.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        client.onceDrained(handler);
    }

    @Override
    public Future<Page> read(Supplier<Future<Page>> page) {
        return client.reads().read(page);
    }

    @Override
    public void logAppended(Notification.LogAppended told) {
        known = new ConversationSnapshot(told.session(), known.customerId());
        if (context.lease().isDue(told.session()) && told.events().stream().anyMatch(Message::isSaid)) {
            context.conversations()
                    .prolong(ConversationRef.of(told.session()), context.lease().from(Instant.now()));
        }
    }

    /** The record is told by reference, so it shows by itself whether it is this client's. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void typing(Notification.Typing told) {
        if (begun && told != typed && told.on()) {
            client.emit(Emissions.of(Activity.typing(told.author(), known)));
        }
    }

    @Override
    public void erased(Notification.Erased told) {
        client.emit(Emissions.of(Activity.erased(context.botOf(session()), known)));
        closed = true;
        over.accept(this);
    }

    private void botChanged() {
        if (!context.channels().get().serves(session().bot())) {
            client.close();
        }
    }

    // What customers are not told.

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void replay(Notification.Replay told) {}

    @Override
    public void seen(Notification.Seen told) {}

    @Override
    public void documentChanged(Notification.DocumentChanged told) {}

    @Override
    public void botChanged(Notification.BotChanged told) {}
}
