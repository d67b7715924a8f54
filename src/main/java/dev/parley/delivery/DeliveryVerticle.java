package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Event;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.Store;
import dev.parley.conversation.Undeliverable;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what people say to engines and commits what these answer. Each instance owns the sessions whose id falls to
 * its share and runs on one event loop: in order within a session, sessions side by side, nobody waiting for a bot.
 *
 * <p>An answer is committed together with the engine's new position, so a crash can neither lose nor double it. What a
 * lost hint or a restart left undelivered is found by a sweep of the store.
 */
public final class DeliveryVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryVerticle.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final int index;
    private final int count;
    private final Fanout fanout;
    private final EngineSet engines;
    private final Backlog backlog;
    private final DeliveryRecorder outcomes;
    private final Duration sweepInterval;
    private final Metrics metrics;
    private final Map<UUID, SessionDelivery> lanes = new HashMap<>();
    private final RetrySchedule pauses = new RetrySchedule(() -> vertx);
    private final StoreWatch storeWatch;
    private boolean sweeping;
    private Fanout.@Nullable Subscription subscription;

    /**
     * @param index which share of the sessions this instance owns, 0 to {@code count - 1}
     * @param create makes the engine of a bot; called once a bot and instance
     * @param sweepInterval how often undelivered sessions are looked for
     */
    public DeliveryVerticle(
            int index,
            int count,
            Store store,
            Conversations conversations,
            Fanout fanout,
            Bots bots,
            Function<Bot, Engine> create,
            Duration sweepInterval,
            Metrics metrics) {
        this.index = index;
        this.count = count;
        this.fanout = fanout;
        this.engines = new EngineSet(bots, create);
        this.backlog = new Backlog(store);
        this.outcomes = new DeliveryRecorder(conversations, store.errors());
        this.storeWatch = new StoreWatch(
                store, task -> vertx.setTimer(STORE_PAUSE.toMillis(), timer -> task.run()), this::startAfresh);
        this.sweepInterval = sweepInterval;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, sweepInterval.toMillis(), timer -> sweep());
        return fanout.subscribe(this::hear).onSuccess(started -> subscription = started);
    }

    @Override
    public Future<?> stop() {
        lanes.values().forEach(SessionDelivery::leave);
        Future<Void> cancelled = subscription == null ? Future.succeededFuture() : subscription.cancel();
        return cancelled.compose(done -> engines.stop());
    }

    private void hear(List<Notification> batch) {
        for (Notification notification : batch) {
            if (notification instanceof Notification.LogAppended grew) {
                if (owns(grew.session().id())) {
                    grew(grew.session(), grew.events());
                }
                if (!pauses.isEmpty() && grew.events().stream().anyMatch(DeliveryVerticle::isAnswer)) {
                    pauses.end(grew.session().bot(), this::pump);
                }
            } else if (notification instanceof Notification.Status status) {
                if (status.delivery() == Notification.Delivery.DELIVERED) {
                    pauses.end(status.bot(), this::pump);
                }
            } else if (notification instanceof Notification.Erased erased) {
                SessionDelivery lane = lanes.remove(erased.session());
                if (lane != null) {
                    lane.leave();
                }
                tell(erased.session(), erased.bot(), erased);
            } else if (notification instanceof Notification.Typing typing) {
                if (typing.author().type() == Author.Type.PERSON) {
                    tell(typing.session(), typing.bot(), typing);
                }
            } else if (notification instanceof Notification.Seen seen) {
                tell(seen.session(), seen.bot(), seen);
            } else if (notification instanceof Notification.Replay replay) {
                replay(replay.session());
            } else if (notification instanceof Notification.BotChanged changed) {
                engines.changed(changed.bot());
            }
        }
    }

    private void tell(UUID session, UUID bot, Notification notification) {
        if (owns(session)) {
            engines.of(bot).ifPresent(running -> running.engine().hear(notification));
        }
    }

    /** Tells the engine that does not join sessions that one began; from any thread. */
    Future<Void> opened(Session session) {
        return here(session, engine -> engine.opened(session));
    }

    /** Tells the engine that a message has arrived; from any thread. */
    Future<Void> receipt(Session session, String externalId) {
        return here(session, engine -> engine.receipt(session, externalId));
    }

    private Future<Void> here(Session session, Function<Engine, Future<Void>> told) {
        Promise<Void> answered = ((VertxInternal) vertx).getOrCreateContext().promise();
        context.runOnContext(here -> engines.of(session.bot())
                .map(running -> told.apply(running.engine()))
                .orElse(Future.failedFuture("no engine runs for the bot"))
                .onComplete(answered));
        return answered.future();
    }

    private boolean owns(UUID session) {
        return share(session, count) == index;
    }

    /** Which instance owns a session. */
    static int share(UUID session, int count) {
        return Math.floorMod(session.hashCode(), count);
    }

    private void grew(Session session, List<Event> events) {
        if (!events.isEmpty() && events.get(0).seq() == 1 && events.get(0).body() instanceof Body.Joined) {
            engines.of(session.bot()).ifPresent(running -> running.engine().opened(session));
        }
        boolean deliverable = events.stream().anyMatch(SessionDelivery::deliverable);
        SessionDelivery lane = lanes.get(session.id());
        if (lane == null && deliverable && session.assignee().kind() == Assignee.Kind.ENGINE) {
            lane = new SessionDelivery(session);
            lanes.put(session.id(), lane);
        }
        if (lane != null) {
            lane.offer(session, events);
            if (deliverable || !lane.attended()) {
                pauses.cut(lane);
                if (lane.busy()) {
                    interrupt(lane, session, events);
                }
            }
            pump(lane);
        }
        // What was said before the end is delivered before the end is told.
        if (lane == null && !session.open() && events.stream().anyMatch(event -> event.body() instanceof Body.Closed)) {
            closed(session);
        }
    }

    private void closed(Session session) {
        engines.of(session.bot()).ifPresent(running -> running.engine().closed(session));
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        backlog.undelivered(this::found)
                .compose(done -> backlog.replays(this::replay))
                // The store tells the log itself what is wrong with it.
                .onFailure(failure -> LOG.debug("Looking for undelivered sessions failed: {}", failure.getMessage()))
                .onComplete(done -> sweeping = false);
    }

    private void found(Session session) {
        if (owns(session.id()) && !lanes.containsKey(session.id())) {
            SessionDelivery lane = new SessionDelivery(session);
            // What was read may be old by now: the lane asks the store again before it delivers.
            lane.noteBehind();
            lanes.put(session.id(), lane);
            pump(lane);
        }
    }

    private void replay(UUID session) {
        if (!owns(session)) {
            return;
        }
        backlog.replay(session)
                .onSuccess(found -> found.ifPresent(this::replay))
                .onFailure(failure -> LOG.debug("The sweep will come back to a replay: {}", failure.getMessage()));
    }

    private void replay(Undeliverable asked) {
        if (!owns(asked.session().id())) {
            return;
        }
        SessionDelivery lane = lanes.computeIfAbsent(asked.session().id(), id -> new SessionDelivery(asked.session()));
        lane.replaying(true);
        pump(lane);
    }

    private void pump(SessionDelivery lane) {
        if (lane.busy() || lane.gone()) {
            return;
        }
        Event head = lane.head();
        if (head != null) {
            lane.busy(true);
            deliver(lane, head);
        } else if (lane.behind()) {
            lane.busy(true);
            refill(lane);
        } else if (lane.replaying()) {
            lane.busy(true);
            refillReplay(lane);
        } else {
            retire(lane);
            if (lane.ended()) {
                closed(lane.session());
            }
        }
    }

    private void retire(SessionDelivery lane) {
        lane.leave();
        lanes.remove(lane.session().id(), lane);
    }

    /** Lets the engine know what happened while it answers; one with nothing under way has nothing to end. */
    private void interrupt(SessionDelivery lane, Session session, List<Event> events) {
        engines.of(session.bot()).ifPresent(running -> {
            if (lane.attended()) {
                running.engine()
                        .wroteAgain(
                                session,
                                events.stream()
                                        .filter(SessionDelivery::deliverable)
                                        .toList());
            } else {
                running.engine().takenOver(session);
            }
        });
    }

    private static boolean isAnswer(Event event) {
        return event.author().type() == Author.Type.BOT && event.cause() != null;
    }

    private void refill(SessionDelivery lane) {
        backlog.fill(lane).onSuccess(done -> next(lane)).onFailure(unavailable -> storeWatch.add(lane));
    }

    private void refillReplay(SessionDelivery lane) {
        backlog.replay(lane.session().id())
                .onSuccess(found -> {
                    lane.replaying(found.isPresent());
                    found.ifPresent(asked -> lane.replay(asked.session(), asked.event()));
                    next(lane);
                })
                .onFailure(unavailable -> storeWatch.add(lane));
    }

    private void next(SessionDelivery lane) {
        lane.busy(false);
        if (lane.gone()) {
            retire(lane);
        } else {
            pump(lane);
        }
    }

    private void deliver(SessionDelivery lane, Event event) {
        Session session = lane.session();
        DeliveryPosition dealt = lane.dealt(event);
        Optional<EngineSet.Running> running = engines.of(session.bot());
        if (running.isEmpty()) {
            // The bot is gone or cannot run now; the sweep comes back while the session is there.
            retire(lane);
            return;
        }
        Engine engine = running.get().engine();
        Bot bot = running.get().bot();
        boolean typing = engine.typing() && !(event.body() instanceof Body.DataMerged);
        Future<?> shown = typing ? outcomes.typing(session, bot, true) : Future.succeededFuture();
        Runnable delayed = () -> outcomes.delayed(session, bot, event);
        shown.compose(typed -> ask(bot, engine, new Delivery(session, event, delayed)))
                .compose(answer -> outcomes.settle(session, bot, event, dealt, answer, typing))
                .onSuccess(settled -> {
                    if (typing && settled.isEmpty()) {
                        outcomes.typing(session, bot, false);
                    }
                    advance(lane, event, settled);
                })
                .onFailure(failure -> {
                    if (lane.gone()) {
                        // The session is erased, or this server stops: there is nobody to try again for.
                        return;
                    }
                    if (!engines.has(running.get()) || !lane.wants(event)) {
                        // The bot was changed, which is no failure: the engine it has now is asked at once. Or a human
                        // took over, and nobody waits for this answer.
                        next(lane);
                        return;
                    }
                    failed(lane, event, dealt, bot, typing, failure);
                });
    }

    private void advance(SessionDelivery lane, Event event, Optional<Session> settled) {
        settled.ifPresentOrElse(
                session -> lane.settled(event, session),
                // Somebody else dealt with it, or a human took over: what is left is found anew.
                lane::noteBehind);
        next(lane);
    }

    private Future<Answer> ask(Bot bot, Engine engine, Delivery delivery) {
        long asked = System.nanoTime();
        Future<Answer> answer;
        try {
            answer = engine.deliver(delivery);
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        return answer.onComplete(done -> metrics.asked(bot, System.nanoTime() - asked, done.succeeded()));
    }

    private void failed(
            SessionDelivery lane, Event event, DeliveryPosition dealt, Bot bot, boolean typing, Throwable failure) {
        Session session = lane.session();
        if (typing) {
            outcomes.typing(session, bot, false);
        }
        if (failure instanceof RefusedException write && write.refusal() == Refusal.UNAVAILABLE) {
            metrics.storeFailed();
            outcomes.delayed(session, bot, event);
            untilStored(lane, failure);
            return;
        }
        int failures = lane.failed(event);
        boolean refused = failure instanceof DeliveryException said && said.isRefused();
        boolean tooLong =
                failures > 0 && lane.failingFor().compareTo(bot.manifest().retryFor()) >= 0;
        if (refused || tooLong) {
            giveUp(lane, event, dealt, bot, failure);
            return;
        }
        outcomes.delayed(session, bot, event);
        metrics.retried(bot);
        Optional<Duration> wanted = failure instanceof DeliveryException said ? said.retryAfter() : Optional.empty();
        boolean postponed = failure instanceof DeliveryException said && said.isPostponed();
        Duration pause = wanted.map(RetrySchedule::withinReason).orElseGet(() -> RetrySchedule.next(lane));
        later(lane, pause, wanted.isPresent() && !postponed, failure);
    }

    private void giveUp(SessionDelivery lane, Event event, DeliveryPosition dealt, Bot bot, Throwable failure) {
        outcomes.giveUp(lane.session(), bot, event, dealt, String.valueOf(failure.getMessage()))
                .onSuccess(settled -> advance(lane, event, settled))
                .onFailure(unavailable -> untilStored(lane, unavailable));
    }

    /**
     * Tries again when the store can be written, after a pause that grows as long as it takes this answer for none: its
     * bot is not to blame, and is not asked all the time either.
     */
    private void untilStored(SessionDelivery lane, Throwable failure) {
        LOG.debug("What bot {} answered is not stored: {}", lane.session().bot(), failure.getMessage());
        pauses.begin(lane, RetrySchedule.next(lane), false, () -> storeWatch.add(lane));
    }

    /** Goes on from what is stored, which may be more than the store could tell when it failed. */
    private void startAfresh(SessionDelivery lane) {
        lane.noteBehind();
        next(lane);
    }

    /** Tries again after a pause; one the bot asked for is not cut short. */
    private void later(SessionDelivery lane, Duration pause, boolean wanted, Throwable failure) {
        Duration jittered = RetrySchedule.jittered(pause);
        LOG.warn(
                "Delivery to bot {} failed, trying again in {} ms: {}",
                lane.session().bot(),
                jittered.toMillis(),
                String.valueOf(failure.getMessage()));
        pauses.begin(lane, jittered, wanted, () -> next(lane));
    }
}
