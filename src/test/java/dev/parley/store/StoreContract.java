package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.testing.StoreCalls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the store's contract share: a store of the lab, a clock, one bot, and short words for long calls. */
public abstract class StoreContract {
    protected static final Author BOT = new Author(Author.Type.BOT, "Front desk");

    protected final TestClock clock = new TestClock();
    protected final Vertx vertx = Vertx.vertx();
    protected final UUID bot = UUID.randomUUID();
    protected StoreLab lab;
    protected Store store;

    protected abstract StoreLab lab(Vertx vertx, TestClock clock);

    @BeforeEach
    void openStore() {
        lab = lab(vertx, clock);
        store = lab.open();
    }

    @AfterEach
    void closeStore() throws Exception {
        get(store.close());
        lab.close();
        get(vertx.close());
    }

    protected void reopen() {
        get(store.close());
        store = lab.open();
    }

    protected UUID session() {
        return session(bot);
    }

    protected UUID session(UUID ofBot) {
        return get(open(ofBot, UUID.randomUUID(), null)).session().id();
    }

    protected Future<Appended> open(UUID ofBot, UUID id, UUID person) {
        return store.open(new NewSession(id, ofBot, "phoenix", person, new JsonObject(), List.of()));
    }

    protected Future<Appended> say(UUID session, String text) {
        return append(any(session), text(text));
    }

    /** Says something in a session until an erasure is done; how often. In one transaction it would let nothing through. */
    protected int saidDuring(Future<?> erasure, UUID session) {
        int through = 0;
        while (!erasure.isComplete()) {
            get(say(session, "between"));
            through++;
        }
        assertThat(through).isPositive();
        return through;
    }

    protected Future<Appended> append(SessionRef target, Draft... parts) {
        return StoreCalls.append(store, target, parts);
    }

    protected Future<Optional<Appended>> settle(DeliveryOutcome outcome) {
        return StoreCalls.settle(store, outcome);
    }

    protected Future<Appended> merge(SessionRef target, Author author, DataPatch patch, int maxData) {
        Body merged = new Body.DataMerged(patch.set(), patch.remove());
        return store.append(target, List.of(Draft.of(author, merged)), maxData);
    }

    protected Future<Appended> merge(UUID session, JsonObject set, String... remove) {
        return merge(any(session), Author.PERSON, new DataPatch(set, Set.of(remove)), 1_000);
    }

    /** Listens to what is committed from now on: notifications of earlier commits come after their futures. */
    protected void listen(Handler<List<Notification>> listener) {
        get(store.ready());
        store.onCommit(listener);
    }

    protected Session read(UUID session) {
        return get(store.session(any(session))).orElseThrow();
    }

    protected List<Event> log(UUID session) {
        return get(store.after(session, 0, 1_000_000));
    }

    protected static Draft text(String text) {
        return Draft.of(Author.PERSON, new Body.Text(text));
    }

    protected static Draft answer(String text) {
        return Draft.of(BOT, new Body.Text(text));
    }

    protected static Draft answer(String text, Long cause, String clientId) {
        return Draft.of(BOT, new Body.Text(text), cause, clientId);
    }

    protected static DeliveryOutcome settlement(UUID session, long expected, long position, Draft... answers) {
        return settlement(
                session, new DeliveryPosition.Next(expected, position), DataPatch.NONE, NextStep.GO_ON, answers);
    }

    /** A settlement of the first epoch. */
    protected static DeliveryOutcome settlement(
            UUID session, DeliveryPosition dealt, DataPatch data, NextStep then, Draft... answers) {
        return new DeliveryOutcome(
                session, 0, dealt, new Answered(List.of(answers), data, then, Set.of()), null, List.of());
    }

    /** Gives an event up that is the next one. */
    protected Optional<Appended> giveUp(UUID session, long seq, String reason) {
        Session now = read(session);
        return get(settle(new DeliveryOutcome(
                session,
                now.engineEpoch(),
                new DeliveryPosition.Next(now.enginePosition(), seq),
                new Answered(List.of(), DataPatch.NONE, NextStep.GO_ON, Set.of()),
                reason,
                List.of())));
    }

    protected static SessionRef any(UUID session) {
        return new SessionRef(session, null, null);
    }

    protected static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event -> event.body() instanceof Body.Text text ? text.text() : "-")
                .toList();
    }

    protected static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    protected static Refusal refusal(Future<?> future) {
        Throwable failure = catchThrowable(() -> get(future));
        assertThat(failure).isInstanceOf(RefusedException.class);
        return ((RefusedException) failure).refusal();
    }
}
