package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Documents.Owner;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes to the log, one call after the other: where no thread is active the first words open one. A call
 * is answered when {@link ThreadPublisher} comes to what it wrote.
 */
final class CustomerCalls {
    private static final long PATIENCE_MS = 15_000;
    private static final int TRIES = 3;

    private final Chat chat;
    private final Conversations conversations;
    private final Customer customer;
    private Future<Void> last = Future.succeededFuture();
    private @Nullable PendingCall ticket;
    private @Nullable UUID opens;
    private JsonObject threadProperties = new JsonObject();

    CustomerCalls(Chat chat) {
        this.chat = chat;
        this.conversations = chat.loop().conversations();
        this.customer = chat.customer();
    }

    /** The call whose turn it is; null when there is none. */
    @Nullable
    PendingCall ticket() {
        return ticket;
    }

    /** Whether the call opens this thread, and without a word. */
    boolean opensBare(UUID thread) {
        PendingCall waiting = ticket;
        return waiting != null && thread.equals(opens) && waiting.awaitsNothing();
    }

    /** What the call gives the thread it opens. */
    JsonObject threadProperties() {
        return threadProperties;
    }

    /** The call is about to be answered. */
    void settled(PendingCall done) {
        if (ticket == done) {
            ticket = null;
            opens = null;
        }
    }

    /**
     * Says something.
     *
     * @param properties of the thread, flat, where it is opened with this
     */
    Future<Void> say(PendingCall saying, List<Draft> drafts, JsonObject properties) {
        return turn(saying, () -> {
            threadProperties = properties;
            return write(saying, drafts, TRIES);
        });
    }

    /** Ends the conversation. */
    Future<Void> close(Call call) {
        PendingCall closing = PendingCall.closing(call);
        return turn(closing, () -> {
            Session newest = chat.newest();
            if (newest == null || !chat.active()) {
                return Future.failedFuture(Fault.validation("no thread is active"));
            }
            return conversations.close(target(newest.id()), author()).compose(closed -> {
                chat.grew(closed.session(), closed.events());
                return closed.duplicate()
                        ? Future.failedFuture(Fault.validation("no thread is active"))
                        : Future.succeededFuture();
            });
        });
    }

    /** Makes sure that a thread is active. Refused as saying something is. */
    Future<Session> open(Call call) {
        PendingCall opening = PendingCall.saying(call, List.of(), written -> Answer.of(new JsonObject()));
        Future<Session> opened = last.transform(before -> chat.active()
                ? Future.succeededFuture(newest())
                : begin(opening.call(), List.of())
                        .map(Appended::session)
                        .onSuccess(session -> chat.grew(session, List.of())));
        last = opened.transform(done -> Future.succeededFuture());
        return opened;
    }

    /** Tells the bot of an active thread something as data. Refused: as saying something is. */
    Future<Void> inform(JsonObject data) {
        Session thread = chat.newest();
        return thread == null || !chat.active()
                ? Future.succeededFuture()
                : conversations
                        .merge(target(thread.id()), author(), data)
                        .<Void>mapEmpty()
                        .recover(failure -> isOver(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /** The customer as the author of what it says. */
    Author author() {
        String name = chat.profile().name();
        return name == null ? Author.PERSON : new Author(Author.Type.PERSON, name);
    }

    private Future<Void> turn(PendingCall next, Supplier<Future<Void>> write) {
        Future<Void> turn = last.transform(before -> {
            ticket = next;
            Future<Void> written;
            try {
                written = write.get();
            } catch (RuntimeException refused) {
                written = Future.failedFuture(refused);
            }
            written.onFailure(failure -> {
                settled(next);
                next.fail(failure);
            });
            return next.settled().future();
        });
        last = turn;
        return turn;
    }

    private Future<Void> write(PendingCall saying, List<Draft> drafts, int tries) {
        Session newest = chat.newest();
        if (newest != null && chat.active()) {
            return append(saying, newest.id(), drafts).recover(failure -> again(failure, saying, drafts, tries));
        }
        return repeat(saying, newest, drafts)
                .compose(repeated -> repeated ? Future.succeededFuture() : open(saying, drafts, tries));
    }

    /** Opens a thread with these words. It is told with its properties, so nothing is told before those are kept. */
    private Future<Void> open(PendingCall saying, List<Draft> drafts, int tries) {
        boolean hold = !threadProperties.isEmpty();
        if (hold) {
            chat.hold();
        }
        return begin(saying.call(), drafts)
                .compose(begun -> begun(begun, saying, drafts, tries))
                .onComplete(done -> {
                    if (hold) {
                        chat.release();
                    }
                });
    }

    // Somebody else ended the thread, or erased it, and word of that has not come yet.
    private Future<Void> again(Throwable failure, PendingCall saying, List<Draft> drafts, int tries) {
        return isOver(failure) && tries > 1
                ? chat.look().compose(looked -> write(saying, drafts, tries - 1))
                : Future.failedFuture(failure);
    }

    private Future<Void> append(PendingCall saying, UUID thread, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            settled(saying);
            Session active = newest();
            saying.succeed(chat.telling().nothingNew(active));
            return Future.succeededFuture();
        }
        Future<Void> appended = Future.succeededFuture();
        for (Draft draft : drafts) {
            appended = appended.compose(before -> conversations
                    .append(saying.call().quota(), target(thread), draft)
                    .compose(written -> written.duplicate() ? repeated(saying, written) : grew(written)));
        }
        return appended;
    }

    private Future<Void> grew(Appended written) {
        chat.grew(written.session(), written.events());
        return Future.succeededFuture();
    }

    /** A message that was sent before the last thread ended may be sent again when its answer was lost. */
    private Future<Boolean> repeat(PendingCall saying, @Nullable Session ended, List<Draft> drafts) {
        if (ended == null || drafts.size() != 1 || drafts.get(0).clientId() == null) {
            return Future.succeededFuture(false);
        }
        return conversations
                .append(saying.call().quota(), target(ended.id()), drafts.get(0))
                .compose(written -> repeated(saying, written).map(true))
                .recover(failure -> isOver(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private static boolean isOver(Throwable failure) {
        return failure instanceof RefusedException refused
                && (refused.refusal() == Refusal.SESSION_CLOSED || refused.refusal() == Refusal.UNKNOWN_SESSION);
    }

    /** Answers with what was written the first time; it is told again only if it was not told here yet. */
    private Future<Void> repeated(PendingCall saying, Appended written) {
        Event first = written.event();
        Session thread = written.session();
        Session current = chat.current();
        boolean told = current == null
                || !current.id().equals(thread.id())
                || first.seq() <= chat.state().seq();
        if (!told) {
            saying.awaitInstead(first.id());
            return grew(new Appended(thread, List.of(), true));
        }
        return chat.loop()
                .index()
                .at(thread.id(), first.seq())
                .onSuccess(state -> {
                    settled(saying);
                    saying.succeed(chat.telling().repeated(thread, first, state.order()));
                })
                .mapEmpty();
    }

    // Whoever opens a thread at the same moment comes to the same id, so there is one.
    private Future<Appended> begin(Call call, List<Draft> drafts) {
        Bot bot = call.bot();
        Session before = chat.newest();
        UUID id = Ids.thread(customer.person(), customer.bot(), before == null ? null : before.id());
        opens = id;
        NewConversation opening = NewConversation.of(
                        ChatioGateway.NAME,
                        new JsonObject().put("customer", chat.profile().said()))
                .saying(drafts);
        return conversations.person(customer.identity(), null).compose(person -> {
            if (!person.id().equals(customer.person())) {
                // Erased meanwhile: under the same id it is somebody new, as whom the client logs in again. It is told
                // why before its connection ends.
                Fault erased = Fault.authentication("the customer is not known any more");
                call.fail(erased);
                chat.connections().forEach(Connection::close);
                return Future.failedFuture(erased);
            }
            return conversations.begin(call.quota(), bot, opening, id, customer.person());
        });
    }

    private Future<Void> begun(Appended begun, PendingCall saying, List<Draft> drafts, int tries) {
        Session thread = begun.session();
        if (!begun.duplicate()) {
            return keep(threadProperties, thread.id(), saying.call()).compose(kept -> grew(begun));
        }
        opens = null;
        chat.grew(thread, List.of());
        return thread.open()
                ? append(saying, thread.id(), drafts)
                : again(new RefusedException(Refusal.SESSION_CLOSED, "ended at once"), saying, drafts, tries);
    }

    private Future<Void> keep(JsonObject properties, UUID thread, Call call) {
        if (properties.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID change = Draft.newId();
        chat.changes().expect(change, call.connection());
        return conversations
                .change(
                        new Owner.OfSession(thread),
                        Profile.THREAD_PROPERTIES,
                        new DataPatch(properties, Set.of()),
                        change)
                .mapEmpty();
    }

    private Session newest() {
        Session newest = chat.newest();
        if (newest == null) {
            throw Fault.unknownChat();
        }
        return newest;
    }

    SessionRef target(UUID thread) {
        return new SessionRef(thread, customer.bot(), ChatioGateway.NAME);
    }

    /** Gives up a call that takes too long. */
    void tick() {
        PendingCall waiting = ticket;
        if (waiting != null && waiting.ageMillis() > PATIENCE_MS) {
            settled(waiting);
            waiting.fail(Fault.requestTimeout());
        }
    }
}
