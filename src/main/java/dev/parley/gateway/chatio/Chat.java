package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one customer and one bot say to each other, with the customer's connections on one event loop: the reader of
 * the newest thread's log, whose events are told in order and once. What the fan-out did not tell is read from the store.
 * Belongs to its event loop.
 */
final class Chat {
    private static final int PAGE = 100;

    private final ChatioLoop loop;
    private final Customer customer;
    private final String id;
    private final ThreadPublisher telling;
    private final CustomerCalls speaking;
    private final Changes changes;
    private final List<Connection> connections = new ArrayList<>(1);
    private final Future<Void> ready;
    private boolean loaded;
    private boolean reading;
    private boolean held;
    private boolean elsewhere;
    private int uses;

    private Profile profile = Profile.EMPTY;
    /** The thread that is read, which is the newest but for {@link #next}. */
    private @Nullable Session current;

    private ThreadState state = ThreadState.EMPTY;
    private long tip;
    /** A newer thread, to be read when this one has been told to its end. */
    private @Nullable Session next;

    private boolean opening;

    /** Begins to read. */
    Chat(ChatioLoop loop, Customer customer) {
        this.loop = loop;
        this.customer = customer;
        this.id = Ids.chat(customer.person(), customer.bot());
        this.telling = new ThreadPublisher(this);
        this.speaking = new CustomerCalls(this);
        this.changes = new Changes(this);
        this.ready = load();
    }

    ChatioLoop loop() {
        return loop;
    }

    Customer customer() {
        return customer;
    }

    String id() {
        return id;
    }

    CustomerCalls speaking() {
        return speaking;
    }

    ThreadPublisher telling() {
        return telling;
    }

    Changes changes() {
        return changes;
    }

    /** Completes when it is known how the chat stands. */
    Future<Void> ready() {
        return ready;
    }

    List<Connection> connections() {
        return List.copyOf(connections);
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** Somebody needs it, or no more. */
    void use(int more) {
        uses += more;
    }

    boolean unused() {
        return uses == 0;
    }

    /** The newest thread; null when there is none. */
    @Nullable
    Session newest() {
        return next != null ? next : current;
    }

    /** Whether something can be said without a new thread, as far as it is known. */
    boolean active() {
        Session newest = newest();
        return newest != null && newest.open() && (next != null || !state.ended());
    }

    Profile profile() {
        return profile;
    }

    void profile(Profile now) {
        profile = now;
    }

    ThreadState state() {
        return state;
    }

    /** The thread whose log has been told up to {@link #state}. */
    @Nullable
    Session current() {
        return current;
    }

    /** The chat as it stands. */
    View view() {
        return view(state);
    }

    View view(ThreadState newest) {
        return new View(customer, id, botName(), profile, newest);
    }

    private String botName() {
        return loop.bot(customer.license()).map(bot -> bot.manifest().name()).orElse("");
    }

    /** The bot the licence stands for; a {@link Fault} when there is none any more. */
    Bot bot() {
        return loop.bot(customer.license())
                .filter(bot -> bot.id().equals(customer.bot()))
                .orElseThrow(() -> Fault.authorization("the licence is not known here"));
    }

    // What is read.

    private Future<Void> load() {
        reading = true;
        return Profile.read(loop.conversations(), customer)
                .compose(read -> {
                    profile = read;
                    return loop.threads().newestFirst(customer);
                })
                .compose(threads -> {
                    if (threads.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    Session newest = threads.get(0);
                    return loop.index().at(newest.id(), newest.lastSeq()).onSuccess(read -> {
                        show(newest);
                        state = read;
                        tip = Math.max(tip, newest.lastSeq());
                    });
                })
                .<Void>mapEmpty()
                .onSuccess(done -> {
                    loaded = true;
                    reading = false;
                    if (elsewhere) {
                        look();
                    }
                });
    }

    /** Looks in the store for a newer thread and for what the newest one has more. */
    Future<Void> look() {
        elsewhere = false;
        return loop.threads()
                .newestFirst(customer)
                .onSuccess(threads -> {
                    if (!threads.isEmpty()) {
                        grew(threads.get(0), List.of());
                    }
                })
                .mapEmpty();
    }

    /** Takes what the fan-out told, or what was written here. */
    void grew(Session grown, List<Event> events) {
        if (!loaded) {
            elsewhere = true;
            return;
        }
        Session known = current;
        if (known != null && grown.id().equals(known.id())) {
            if (grown.lastSeq() >= known.lastSeq()) {
                current = grown;
            }
            tip = Math.max(tip, grown.lastSeq());
        } else if (known == null || Ids.threadOrder(grown.createdAt()) > Ids.threadOrder(known.createdAt())) {
            next = grown;
            if (!busy() && (known == null || state.seq() >= tip)) {
                enter(grown);
            }
        } else {
            return;
        }
        Session read = current;
        if (!busy() && read != null && read.id().equals(grown.id())) {
            take(events);
        }
        catchUp();
    }

    /** Takes what the store says is the end of the thread's log. */
    void offerTip(long lastSeq) {
        tip = Math.max(tip, lastSeq);
        catchUp();
    }

    /** Tells nothing more until {@link #release}. */
    void hold() {
        held = true;
    }

    /** Tells what has gathered. */
    void release() {
        held = false;
        catchUp();
    }

    private boolean busy() {
        return reading || held;
    }

    /** The thread is gone with all that was said in it. */
    void erased(UUID thread) {
        Session known = current;
        if (known != null && known.id().equals(thread)) {
            show(null);
            state = ThreadState.EMPTY;
            tip = 0;
        }
        loop.index().forget(thread);
    }

    private void catchUp() {
        Session thread = current;
        if (busy()) {
            return;
        }
        if (thread != null && state.seq() < tip) {
            read(thread);
        } else if (next != null) {
            enter(next);
            catchUp();
        } else {
            telling.settle();
        }
    }

    private void enter(Session thread) {
        Session before = current;
        if (before != null) {
            loop.index().remember(before.id(), state);
        }
        show(thread);
        next = null;
        state = ThreadState.EMPTY;
        tip = thread.lastSeq();
        opening = true;
        telling.forgetTyping();
        if (tip == 0) {
            opening = false;
            telling.opened(thread, List.of());
        }
    }

    private void show(@Nullable Session thread) {
        loop.moved(this, current, thread);
        current = thread;
    }

    private void read(Session thread) {
        reading = true;
        loop.conversations()
                .after(thread.id(), state.seq(), PAGE)
                .onSuccess(events -> {
                    reading = false;
                    if (current == null || !current.id().equals(thread.id())) {
                        return;
                    }
                    if (events.isEmpty()) {
                        // The log is shorter than told: nothing to wait for until the next hint.
                        tip = state.seq();
                    }
                    take(events);
                    catchUp();
                })
                // The store cannot be read now: the next hint or the periodic comparison comes back to it.
                .onFailure(failure -> reading = false);
    }

    private void take(List<Event> events) {
        List<Event> fresh =
                events.stream().filter(event -> event.seq() > state.seq()).toList();
        if (fresh.isEmpty() || fresh.get(0).seq() != state.seq() + 1) {
            return;
        }
        int told = 0;
        if (opening) {
            opening = false;
            while (told < fresh.size() && ThreadPublisher.begins(fresh.get(told))) {
                told++;
            }
            telling.opened(thread(), fresh.subList(0, told));
        }
        fresh.subList(told, fresh.size()).forEach(event -> telling.tell(thread(), event));
    }

    private Session thread() {
        Session thread = current;
        if (thread == null) {
            throw new IllegalStateException("no thread is read");
        }
        return thread;
    }

    /** One event further; how the thread stands then. */
    ThreadState advance(Event event) {
        state = state.after(event);
        return state;
    }

    // What is told and not stored, or stored elsewhere.

    void typing(Notification.Typing typing) {
        Session thread = current;
        if (thread != null
                && thread.id().equals(typing.session())
                && typing.author().type() != Author.Type.PERSON) {
            telling.typing(typing.author(), typing.on());
            if (!busy()) {
                telling.settle();
            }
        }
    }

    /** Takes word of a document that changed. */
    void changed(Notification.DocumentChanged change) {
        if (loaded) {
            changes.heard(change);
        }
    }

    /** Tells every connection but one. */
    void push(Push push, @Nullable Connection except) {
        if (connections.isEmpty()) {
            return;
        }
        Frame frame = push.frame();
        for (Connection connection : connections()) {
            if (connection != except) {
                connection.push(frame);
            }
        }
    }

    /** Looks at the clock. */
    void tick() {
        speaking.tick();
    }
}
