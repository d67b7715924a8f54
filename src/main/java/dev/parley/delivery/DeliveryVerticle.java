package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.Session;
import dev.parley.conversation.Store;
import dev.parley.engine.Engine;
import dev.parley.feed.Feed;
import dev.parley.feed.Loops;
import dev.parley.feed.Registration;
import dev.parley.feed.SessionHub;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Delivers what people say to engines and commits what these answer. Each instance owns the sessions whose slot falls to its
 * share and runs on one event loop: in order within a session, sessions side by side, nobody waiting for a bot.
 *
 * <pre>
 *   SessionHub --hints of owned slots--> Deliveries --one a session--> SessionDelivery --deliver--> Engine
 *   store --sweep, every 5 s------------>                                | DeliveryQueue    what is due
 *                                                                        | RetrySchedule    whether and when again
 *                                                                        | DeliveryRecorder --commit--> store
 * </pre>
 *
 * <p>Here it is only put together. A hint may be lost; the sweep then finds the session. Two servers may both believe that
 * they own a session: the engine's position is moved by compare-and-set with the answers, so the outcome of one counts.
 */
public final class DeliveryVerticle extends VerticleBase {
    private final DeliveryShare share;
    private final Feed feed;
    private final Store store;
    private final EngineSet engines;
    private final DeliveryRecorder recorder;
    private final Duration sweepInterval;
    private final Metrics metrics;
    private final List<Runnable> ends = new ArrayList<>();

    /**
     * @param share the sessions this instance owns
     * @param create makes the engine of a bot; called once a bot and instance
     * @param sweepInterval how often undelivered sessions are looked for
     */
    public DeliveryVerticle(
            DeliveryShare share,
            Feed feed,
            Store store,
            Conversations conversations,
            Bots bots,
            Function<Bot, Engine> create,
            Duration sweepInterval,
            Metrics metrics) {
        this.share = share;
        this.feed = feed;
        this.store = store;
        this.engines = new EngineSet(bots, create);
        this.recorder = new DeliveryRecorder(conversations, store.errors());
        this.sweepInterval = sweepInterval;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        SessionHub hub = feed.hub(vertx);
        StoreWatch storeWatch = new StoreWatch(vertx, store);
        Deliveries deliveries = new Deliveries(
                new DeliveryLoop(
                        vertx,
                        engines,
                        new UndeliveredReader(feed.reader(), store, store.undeliverables()),
                        recorder,
                        storeWatch,
                        new AnswerWatch(hub),
                        metrics),
                share::owns);
        Registration owned = hub.owned(share.slots(), deliveries);
        Registration everybody = hub.everybody(deliveries);
        ends.addAll(List.of(owned::end, everybody::end, deliveries::stop, storeWatch::stop));
        vertx.setPeriodic(0, sweepInterval.toMillis(), due -> deliveries.sweep());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        ends.forEach(Runnable::run);
        return engines.stop();
    }

    /** Tells the engine that does not join sessions that one began; from any thread. */
    Future<Void> opened(Session session) {
        return ask(session, engine -> engine.opened(session));
    }

    /** Tells the engine that a message has arrived; from any thread. */
    Future<Void> receipt(Session session, String externalId) {
        return ask(session, engine -> engine.receipt(session, externalId));
    }

    private Future<Void> ask(Session session, Function<Engine, Future<Void>> question) {
        return Loops.call(
                context,
                () -> engines.of(session.bot())
                        .map(running -> question.apply(running.engine()))
                        .orElse(Future.failedFuture("no engine runs for the bot")));
    }
}
