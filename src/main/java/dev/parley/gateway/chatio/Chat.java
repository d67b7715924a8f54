package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.feed.SessionHub;
import dev.parley.feed.ThreadFollower;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one customer and one bot say to each other, with the customer's connections on one event loop. It follows the
 * threads, the newest to its end and then the next, hands each event to the publisher, and does what that says:
 *
 * <pre>
 *   {@link ThreadFollower} --events--> Chat --event, state, awaited--> {@link ThreadPublisher}
 *                                     |  ^                                |
 *     {@link Subscriber}s <--pushes--------+  +---- state, pushes, answer <-----+
 *     {@link CallQueue} <-----answer--------+
 * </pre>
 *
 * <p>While it is held nothing is taken, and so nothing is told. Belongs to its event loop.
 */
final class Chat implements ThreadFollower.Consumer {
    private final ChatioContext context;
    private final ThreadIndex index;
    private final Customer customer;
    private final String id;
    private final CallQueue calls;
    private final ThreadPublisher publisher;
    private final ThreadFollower follower;
    private final OwnChanges own = new OwnChanges();
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private final Future<Void> loaded;
    private final List<Notification.DocumentChanged> heardMeanwhile = new ArrayList<>(0);
    private Profile profile = Profile.EMPTY;
    private int reading;
    private PublisherState state = PublisherState.NEW;
    private boolean held;
    private int uses;

    /** Begins to read. */
    Chat(ChatioContext context, Vertx vertx, SessionHub hub, ThreadIndex index, Customer customer) {
        this.context = context;
        this.index = index;
        this.customer = customer;
        this.id = Ids.chat(customer.person(), customer.bot());
        this.calls = new CallQueue(vertx);
        this.publisher = new ThreadPublisher(context.rendering(), customer, id, InstantSource.system());
        this.follower = new ThreadFollower(
                hub,
                context.reader(),
                customer.person(),
                customer.bot(),
                Customer.GATEWAY,
                ThreadFollower.Start.NEWEST,
                this);
        this.loaded = readProfile().compose(read -> follower.begin());
    }

    Customer customer() {
        return customer;
    }

    String id() {
        return id;
    }

    /** The calls that write to it. */
    CallQueue calls() {
        return calls;
    }

    ThreadPublisher publisher() {
        return publisher;
    }

    /** Completes when it is known how the chat stands. */
    Future<Void> loaded() {
        return loaded;
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Ends every connection so that its client comes back. */
    void closeAll() {
        List.copyOf(subscribers).forEach(Subscriber::close);
    }

    /** Somebody needs it, or no more. */
    void use(int more) {
        uses += more;
    }

    boolean unused() {
        return uses == 0;
    }

    /** Follows no more. */
    void end() {
        follower.end();
    }

    /** The newest thread; null when there is none. */
    @Nullable
    Session newest() {
        return follower.newest();
    }

    /** The newest thread while something can be said in it, as far as it is known; null otherwise. */
    @Nullable
    Session active() {
        Session newest = follower.newest();
        Session current = follower.current();
        boolean over = newest == null
                || !newest.open()
                || (current != null
                        && current.id().equals(newest.id())
                        && state.log().ended());
        return over ? null : newest;
    }

    /** Whether clients have been told of an event of a thread, as far as they are told of that thread. */
    boolean hasTold(UUID thread, long seq) {
        Session current = follower.current();
        return current == null
                || !current.id().equals(thread)
                || seq <= state.log().seq();
    }

    Profile profile() {
        return profile;
    }

    /** Reads what is kept of the customer and of the chat as a whole. */
    Future<Void> readProfile() {
        reading++;
        return Profile.read(context.server().documents(), customer)
                .onComplete(done -> reading--)
                .onSuccess(this::profile)
                .mapEmpty();
    }

    // What was heard meanwhile may have come too late for the reading, and does no harm where it had not.
    private void profile(Profile read) {
        profile = read;
        heardMeanwhile.forEach(told -> changed(told.name(), told.patch()));
        if (reading == 0) {
            heardMeanwhile.clear();
        }
    }

    /** The chat as it stands. */
    View view() {
        return new View(customer, id, botName(), profile, state.log());
    }

    private String botName() {
        return context.bot(customer.license()).map(bot -> bot.manifest().name()).orElse("");
    }

    /** The bot the licence stands for; a {@link Fault} when there is none any more. */
    Bot bot() {
        return context.bot(customer.license())
                .filter(bot -> bot.id().equals(customer.bot()))
                .orElseThrow(() -> Fault.authorization("the licence is not known here"));
    }

    /** Looks in the store for a newer thread and for what the newest one has more. */
    Future<Void> look() {
        return follower.look();
    }

    /** Takes what was written here, ahead of the hint; completes when the thread is known. */
    Future<Void> offer(Session thread, List<Event> events) {
        return follower.offer(thread, events);
    }

    /** Tells nothing more until {@link #release}. */
    void hold() {
        held = true;
    }

    /** Tells what has gathered. */
    void release() {
        held = false;
        follower.resume();
    }

    @Override
    public Future<Long> begin(Session thread) {
        return index.at(thread.id(), thread.lastSeq()).map(log -> {
            state = PublisherState.found(log);
            return log.seq();
        });
    }

    @Override
    public long next(Session thread, @Nullable Session before) {
        if (before != null) {
            index.remember(before.id(), state.log());
        }
        state = PublisherState.NEW;
        if (thread.lastSeq() == 0) {
            publish(publisher.opened(state, view(), thread, List.of(), awaited()));
        }
        return 0;
    }

    @Override
    public int take(List<Event> events) {
        int told = 0;
        if (!state.announced()) {
            told = ThreadPublisher.beginning(events);
            publish(publisher.opened(state, view(), thread(), events.subList(0, told), awaited()));
        }
        for (Event event : events.subList(told, events.size())) {
            publish(publisher.next(state, view(), thread(), event, awaited()));
        }
        return events.size();
    }

    private Session thread() {
        Session thread = follower.current();
        if (thread == null) {
            throw new IllegalStateException("no thread is read");
        }
        return thread;
    }

    private @Nullable Awaited awaited() {
        PendingCall pending = calls.pending();
        return pending == null ? null : pending.awaited();
    }

    private void publish(Publication publication) {
        state = publication.state();
        PendingCall pending = calls.pending();
        Subscriber caller = pending == null ? null : pending.connection();
        publication.told().forEach(told -> push(told.push(), told.own() ? caller : null));
        if (pending != null && publication.awaited() != null) {
            pending.awaits(publication.awaited());
        }
        if (pending != null && publication.answer() != null) {
            calls.answer(pending, publication.answer());
        }
    }

    /** Tells every connection but one. */
    private void push(Push push, @Nullable Subscriber except) {
        if (subscribers.isEmpty()) {
            return;
        }
        Frame frame = push.frame();
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            if (subscriber != except) {
                subscriber.push(frame);
            }
        }
    }

    @Override
    public boolean ready() {
        return !held;
    }

    @Override
    public void caughtUp() {
        // What a call has written is told first.
        if (calls.pending() == null) {
            publish(publisher.caughtUp(state));
        }
    }

    @Override
    public void typing(Notification.Typing told) {
        if (told.author().type() != Author.Type.PERSON) {
            state = state.typing(told.author(), told.on());
            if (follower.caughtUp() && !held) {
                caughtUp();
            }
        }
    }

    @Override
    public void erased(Notification.Erased told) {
        index.forget(told.session());
        state = PublisherState.NEW;
    }

    /** A connection is about to change a document itself, and will be answered instead of being told. */
    void expect(UUID change, @Nullable Subscriber by) {
        own.expect(change, by);
    }

    /** A document was changed, from wherever. */
    @Override
    public void documentChanged(Notification.DocumentChanged told) {
        if (reading > 0) {
            heardMeanwhile.add(told);
        }
        changed(told.name(), told.patch());
        Subscriber by = own.heard(told.change());
        UUID thread = told.owner() instanceof Owner.OfSession session ? session.session() : null;
        pushesOf(told.name(), told.patch().set(), thread).forEach(push -> push(push, by));
    }

    /** Notes how a document was changed. */
    void changed(String document, DataPatch patch) {
        profile = profile.after(document, patch);
    }

    /** What is told of a changed document. */
    List<Push> pushesOf(String document, JsonObject set, @Nullable UUID thread) {
        return ChangePushes.of(view(), active() != null, document, set, thread);
    }

    // What clients are not told.

    @Override
    public void logAppended(Notification.LogAppended told) {}

    @Override
    public void botChanged(Notification.BotChanged told) {}

    @Override
    public void seen(Notification.Seen told) {}

    @Override
    public void replay(Notification.Replay told) {}

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}
}
