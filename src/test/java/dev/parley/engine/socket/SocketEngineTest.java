package dev.parley.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Problem;
import dev.parley.conversation.Body;
import dev.parley.conversation.Session;
import dev.parley.delivery.Heard;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketEngineTest {
    private static final UUID BOT = UUID.randomUUID();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final Backends backends = new Backends();
    private Context loop;
    private SocketEngine engine;

    @BeforeEach
    void create() {
        loop = vertx.getOrCreateContext();
        engine = new SocketEngine(BOT, backends, loop, PATIENCE);
    }

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void aDeliveryWaitsForABackendAndCompletesWhenThatSaysSo() {
        AtomicInteger delayed = new AtomicInteger();
        Delivery said = said(delayed);
        Future<Answer> answer = deliver(said);
        assertThat(answer.isComplete()).isFalse();
        assertThat(delayed).hasValue(1);

        Connection backend = new Connection();
        backends.join(BOT, backend);

        backend.next(BackendMessage.PersonEvent.class).delivered().run();
        assertThat(Waiting.on(answer)).isEqualTo(Answer.NONE);
    }

    @Test
    void whatABackendHasNotDeliveredGoesToAnotherAndWhatTheFirstSaysLaterChangesNothing() {
        Connection first = new Connection();
        Backend left = backends.join(BOT, first);
        Delivery said = said(new AtomicInteger());
        Future<Answer> answer = deliver(said);
        BackendMessage.PersonEvent told = first.next(BackendMessage.PersonEvent.class);
        Connection second = new Connection();
        backends.join(BOT, second);

        backends.leave(left);

        BackendMessage.PersonEvent again = second.next(BackendMessage.PersonEvent.class);
        assertThat(again.event()).isEqualTo(told.event());
        again.delivered().run();
        Waiting.on(answer);
        told.delivered().run();
        on(() -> Future.succeededFuture());
        assertThat(second.told).isEmpty();
    }

    @Test
    void aBackendThatSaysNothingLosesTheSessionToAnother() {
        engine = new SocketEngine(BOT, backends, loop, LITTLE_PATIENCE);
        AtomicInteger delayed = new AtomicInteger();
        Connection silent = new Connection();
        backends.join(BOT, silent);
        Delivery said = said(delayed);
        Future<Answer> answer = deliver(said);
        silent.next(BackendMessage.PersonEvent.class);
        Connection other = new Connection();
        backends.join(BOT, other);

        BackendMessage.PersonEvent told = other.next(BackendMessage.PersonEvent.class);

        assertThat(delayed).hasValue(1);
        on(() -> engine.closed(said.session()));
        assertThat(other.next(BackendMessage.Closed.class).session())
                .isEqualTo(said.session().id());
        assertThat(silent.told).isEmpty();
        told.delivered().run();
        assertThat(Waiting.on(answer)).isEqualTo(Answer.NONE);
    }

    @Test
    void aBackendThatSaysNothingAndIsAloneIsToldAgainAndMayStillAnswerTheFirst() {
        engine = new SocketEngine(BOT, backends, loop, LITTLE_PATIENCE);
        Connection alone = new Connection();
        backends.join(BOT, alone);
        Future<Answer> answer = deliver(said(new AtomicInteger()));

        BackendMessage.PersonEvent first = alone.next(BackendMessage.PersonEvent.class);
        BackendMessage.PersonEvent again = alone.next(BackendMessage.PersonEvent.class);
        assertThat(again.event()).isEqualTo(first.event());
        first.delivered().run();

        assertThat(Waiting.on(answer)).isEqualTo(Answer.NONE);
    }

    @Test
    void enteringAndLeavingAreNotTold() {
        Connection backend = new Connection();
        backends.join(BOT, backend);

        assertThat(Waiting.on(deliver(Heard.delivery(new JsonObject(), new Body.Joined()))))
                .isEqualTo(Answer.NONE);
        assertThat(Waiting.on(deliver(Heard.delivery(new JsonObject(), new Body.Left()))))
                .isEqualTo(Answer.NONE);
        assertThat(backend.told).isEmpty();
    }

    @Test
    void theEndOfAConversationIsToldToWhoeverHasIt() {
        Connection first = new Connection();
        Connection second = new Connection();
        Session session = said(new AtomicInteger()).session();
        backends.join(BOT, first);
        on(() -> engine.opened(session));
        first.next(BackendMessage.Opened.class);
        backends.join(BOT, second);

        on(() -> engine.closed(session));

        assertThat(first.next(BackendMessage.Closed.class))
                .isEqualTo(new BackendMessage.Closed(session.id(), session.lastSeq()));
        assertThat(second.told).isEmpty();
    }

    @Test
    void anErasedSessionIsToldToEverybodyWhenNobodyIsKnownToHaveIt() {
        Connection first = new Connection();
        Connection second = new Connection();
        backends.join(BOT, first);
        backends.join(BOT, second);
        UUID session = UUID.randomUUID();

        on(() -> {
            engine.erased(session);
            return Future.succeededFuture();
        });

        assertThat(first.next(BackendMessage.Erased.class)).isEqualTo(new BackendMessage.Erased(session));
        assertThat(second.next(BackendMessage.Erased.class)).isEqualTo(new BackendMessage.Erased(session));
    }

    @Test
    void anErasedSessionsDeliveryIsOver() {
        Delivery said = said(new AtomicInteger());
        Future<Answer> answer = deliver(said);

        on(() -> {
            engine.erased(said.session().id());
            return Future.succeededFuture();
        });

        assertThat(Waiting.on(answer)).isEqualTo(Answer.NONE);
    }

    @Test
    void typingAndSeenGoToTheBackendThatHasTheSession() {
        Connection first = new Connection();
        Connection second = new Connection();
        Session session = said(new AtomicInteger()).session();
        backends.join(BOT, first);
        on(() -> engine.opened(session));
        backends.join(BOT, second);

        on(() -> {
            engine.typing(session.id(), true);
            engine.seen(session.id(), 4);
            return Future.succeededFuture();
        });

        first.next(BackendMessage.Opened.class);
        assertThat(first.next(BackendMessage.Typing.class)).isEqualTo(new BackendMessage.Typing(session.id(), true));
        assertThat(first.next(BackendMessage.Seen.class)).isEqualTo(new BackendMessage.Seen(session.id(), 4));
        assertThat(second.told).isEmpty();
    }

    @Test
    void aStoppedEngineFailsWhatWaitsAndHandsOutNothingMore() {
        Delivery said = said(new AtomicInteger());
        Future<Answer> answer = deliver(said);

        on(engine::stop);

        Waiting.until("it failed", answer::failed);
        Connection backend = new Connection();
        backends.join(BOT, backend);
        on(() -> Future.succeededFuture());
        assertThat(backend.told).isEmpty();
    }

    @Test
    void aManifestNeedsATokenAndNothingElse() {
        SocketProvider provider = new SocketProvider();
        assertThat(provider.check(new JsonObject("{\"engine\":{\"type\":\"socket\",\"token\":\"t\"}}")))
                .isEmpty();
        assertThat(provider.check(new JsonObject("{\"engine\":{\"type\":\"socket\",\"tokens\":[\"old\",\"new\"]}}")))
                .isEmpty();
        for (String wrong : List.of(
                "{}",
                "{\"token\":\"\"}",
                "{\"token\":7}",
                "{\"token\":\"t\",\"other\":1}",
                "{\"tokens\":[]}",
                "{\"tokens\":[\"\"]}",
                "{\"token\":\"t\",\"tokens\":[\"u\"]}")) {
            JsonObject settings = new JsonObject(wrong).put("type", "socket");
            List<Problem> problems = provider.check(new JsonObject().put("engine", settings));
            assertThat(problems).as(wrong).hasSize(1);
        }
    }

    @Test
    void seatsAreBoundedAndTheQuietestSessionLosesItsOwn() {
        Backend first = backends.join(BOT, told -> {});
        SessionAffinity seats = new SessionAffinity(2);
        UUID quiet = UUID.randomUUID();
        UUID busy = UUID.randomUUID();
        seats.of(quiet, List.of(first));
        seats.of(busy, List.of(first));
        seats.of(quiet, List.of(first));

        seats.of(UUID.randomUUID(), List.of(first));

        assertThat(seats.size()).isEqualTo(2);
        assertThat(seats.of(busy)).isNull();
        assertThat(seats.of(quiet)).isSameAs(first);
        assertThat(first.sessions()).isEqualTo(2);
        seats.leave(quiet);
        assertThat(first.sessions()).isEqualTo(1);
        seats.clear();
        assertThat(first.sessions()).isZero();
    }

    private static Delivery said(AtomicInteger delayed) {
        Delivery made = Heard.delivery(new JsonObject(), new Body.Text("hello"));
        return new Delivery(made.session(), made.event(), delayed::incrementAndGet);
    }

    /** Hands a delivery to the engine, on its event loop; the future is the delivery's own. */
    private Future<Answer> deliver(Delivery delivery) {
        Promise<Future<Answer>> asked = Promise.promise();
        loop.runOnContext(go -> asked.complete(engine.deliver(delivery)));
        return Waiting.on(asked.future());
    }

    /** Runs something on the engine's event loop and waits for it. */
    private void on(Supplier<Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(go -> action.get().onComplete(done));
        Waiting.on(done.future());
    }

    /** A backend that notes what it is told. */
    private static final class Connection implements Consumer<BackendMessage> {
        private final Queue<BackendMessage> told = new ConcurrentLinkedQueue<>();

        @Override
        public void accept(BackendMessage message) {
            told.add(message);
        }

        <T extends BackendMessage> T next(Class<T> kind) {
            Waiting.until(kind.getSimpleName(), () -> !told.isEmpty());
            return kind.cast(told.remove());
        }
    }
}
