package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Attendant;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Clean;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Dealt;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Drafts;
import dev.parley.conversation.Event;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Limits;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.Place;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.Settlement;
import dev.parley.conversation.Signal;
import dev.parley.conversation.Store;
import dev.parley.conversation.Target;
import dev.parley.conversation.Then;
import dev.parley.conversation.Undeliverable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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
public final class EngineVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EngineVerticle.class);
    private static final int PAGE = 200;

    /** Pauses before a failed delivery is tried again; the last one repeats. */
    private static final Duration[] RETRY = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)
    };

    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    /** A bot that wants to be left alone for longer is asked again after this all the same. */
    private static final Duration LONGEST_WANTED = Duration.ofMinutes(10);

    private final int index;
    private final int count;
    private final Store store;
    private final Fanout fanout;
    private final EngineSet engines;
    private final Drafts drafts;
    private final Limits limits;
    private final Duration sweepInterval;
    private final Metrics metrics;
    private final Map<UUID, Lane> lanes = new HashMap<>();
    private final Map<UUID, Set<Lane>> paused = new HashMap<>();
    private final StoreWatch storeWatch;
    private boolean sweeping;
    private Fanout.@Nullable Subscription subscription;

    /**
     * @param index which share of the sessions this instance owns, 0 to {@code count - 1}
     * @param create makes the engine of a bot; called once a bot and instance
     * @param limits what an answer may hold, as anybody's words
     * @param sweepInterval how often undelivered sessions are looked for
     */
    public EngineVerticle(
            int index,
            int count,
            Store store,
            Fanout fanout,
            Bots bots,
            Function<Bot, Engine> create,
            Limits limits,
            Duration sweepInterval,
            Metrics metrics) {
        this.index = index;
        this.count = count;
        this.store = store;
        this.fanout = fanout;
        this.engines = new EngineSet(bots, create);
        this.drafts = new Drafts(store, limits);
        this.limits = limits;
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
        lanes.values().forEach(Lane::leave);
        Future<Void> cancelled = subscription == null ? Future.succeededFuture() : subscription.cancel();
        return cancelled.compose(done -> engines.stop());
    }

    private void hear(List<Signal> batch) {
        for (Signal signal : batch) {
            if (signal instanceof Signal.Grew grew) {
                if (owns(grew.session().id())) {
                    grew(grew.session(), grew.events());
                }
                if (!paused.isEmpty() && grew.events().stream().anyMatch(EngineVerticle::isAnswer)) {
                    botIsWell(grew.session().bot());
                }
            } else if (signal instanceof Signal.Status status) {
                if (status.delivery() == Signal.Delivery.DELIVERED) {
                    botIsWell(status.bot());
                }
            } else if (signal instanceof Signal.Erased erased) {
                Lane lane = lanes.remove(erased.session());
                if (lane != null) {
                    lane.leave();
                }
                tell(erased.session(), erased.bot(), erased);
            } else if (signal instanceof Signal.Typing typing) {
                if (typing.author().type() == Author.Type.PERSON) {
                    tell(typing.session(), typing.bot(), typing);
                }
            } else if (signal instanceof Signal.Seen seen) {
                tell(seen.session(), seen.bot(), seen);
            } else if (signal instanceof Signal.Replay replay) {
                if (owns(replay.session())) {
                    replay(replay.session());
                }
            } else if (signal instanceof Signal.BotChanged changed) {
                engines.changed(changed.bot());
            }
        }
    }

    private void tell(UUID session, UUID bot, Signal signal) {
        if (owns(session)) {
            engines.of(bot).ifPresent(running -> running.engine().hear(signal));
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
        boolean deliverable = events.stream().anyMatch(Lane::deliverable);
        Lane lane = lanes.get(session.id());
        if (lane == null && deliverable && session.attendant().kind() == Attendant.Kind.ENGINE) {
            lane = new Lane(session);
            lanes.put(session.id(), lane);
        }
        if (lane != null) {
            lane.offer(session, events);
            if (deliverable || !lane.attended()) {
                retryNow(lane);
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
        sweepFrom(Optional.empty())
                .compose(done -> sweepReplays(Optional.empty()))
                // The store tells the log itself what is wrong with it.
                .onFailure(failure -> LOG.debug("Looking for undelivered sessions failed: {}", failure.getMessage()))
                .onComplete(done -> sweeping = false);
    }

    private Future<Void> sweepFrom(Optional<UUID> start) {
        return store.undelivered(start, PAGE).compose(found -> {
            for (Session session : found) {
                if (owns(session.id()) && !lanes.containsKey(session.id())) {
                    Lane lane = new Lane(session);
                    // What was read may be old by now: the lane asks the store again before it delivers.
                    lane.noteBehind();
                    lanes.put(session.id(), lane);
                    pump(lane);
                }
            }
            return found.size() < PAGE
                    ? Future.succeededFuture()
                    : sweepFrom(Optional.of(found.get(found.size() - 1).id()));
        });
    }

    private Future<Void> sweepReplays(Optional<Place> start) {
        return store.undeliverables().replaying(start, PAGE).compose(found -> {
            found.stream().filter(asked -> owns(asked.session().id())).forEach(this::replay);
            if (found.size() < PAGE) {
                return Future.succeededFuture();
            }
            Undeliverable last = found.get(found.size() - 1);
            return sweepReplays(
                    Optional.of(new Place(last.session().id(), last.event().seq())));
        });
    }

    private void replay(UUID session) {
        replays(session)
                .onSuccess(found -> found.ifPresent(this::replay))
                .onFailure(failure -> LOG.debug("The sweep will come back to a replay: {}", failure.getMessage()));
    }

    private void replay(Undeliverable asked) {
        Lane lane = lanes.computeIfAbsent(asked.session().id(), id -> new Lane(asked.session()));
        lane.replaying(true);
        pump(lane);
    }

    /** The first event of a session that is to be delivered after all. */
    private Future<Optional<Undeliverable>> replays(UUID session) {
        return store.undeliverables()
                .replaying(Optional.of(new Place(session, 0)), 1)
                .map(found -> found.stream()
                        .filter(asked -> asked.session().id().equals(session))
                        .findFirst());
    }

    private void pump(Lane lane) {
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

    private void retire(Lane lane) {
        lane.leave();
        lanes.remove(lane.session().id(), lane);
    }

    /** Lets the engine know what happened while it answers; one with nothing under way has nothing to end. */
    private void interrupt(Lane lane, Session session, List<Event> events) {
        engines.of(session.bot()).ifPresent(running -> {
            if (lane.attended()) {
                running.engine()
                        .wroteAgain(
                                session,
                                events.stream().filter(Lane::deliverable).toList());
            } else {
                running.engine().takenOver(session);
            }
        });
    }

    private static boolean isAnswer(Event event) {
        return event.author().type() == Author.Type.BOT && event.cause() != null;
    }

    private void refill(Lane lane) {
        UUID id = lane.session().id();
        lane.reading();
        store.session(new Target(id, null, null))
                .compose(found -> {
                    if (found.isEmpty()) {
                        lane.leave();
                        return Future.succeededFuture();
                    }
                    return fill(lane, found.get(), found.get().enginePosition());
                })
                .onSuccess(done -> next(lane))
                .onFailure(unavailable -> storeWatch.add(lane));
    }

    private void refillReplay(Lane lane) {
        replays(lane.session().id())
                .onSuccess(found -> {
                    lane.replaying(found.isPresent());
                    found.ifPresent(asked -> lane.replay(asked.session(), asked.event()));
                    next(lane);
                })
                .onFailure(unavailable -> storeWatch.add(lane));
    }

    private Future<Void> fill(Lane lane, Session session, long from) {
        return store.after(session.id(), from, PAGE).compose(events -> {
            boolean complete = events.size() < PAGE;
            if (!complete && events.stream().noneMatch(Lane::deliverable)) {
                // The position stands at an event of the person, and any number of answers may lie behind it.
                return fill(lane, session, events.get(events.size() - 1).seq());
            }
            lane.restart(session, from, events, complete);
            return Future.succeededFuture();
        });
    }

    private void next(Lane lane) {
        lane.busy(false);
        if (lane.gone()) {
            retire(lane);
        } else {
            pump(lane);
        }
    }

    private void deliver(Lane lane, Event event) {
        Session session = lane.session();
        Dealt dealt = lane.dealt(event);
        Optional<EngineSet.Running> running = engines.of(session.bot());
        if (running.isEmpty()) {
            // The bot is gone or cannot run now; the sweep comes back while the session is there.
            retire(lane);
            return;
        }
        Engine engine = running.get().engine();
        Bot bot = running.get().bot();
        boolean typing = engine.typing() && !(event.body() instanceof Body.DataMerged);
        Future<?> shown = typing ? show(session, bot, true) : Future.succeededFuture();
        Runnable delayed = () -> fanout.publish(List.of(status(session, bot, event, Signal.Delivery.DELAYED)));
        shown.compose(typed -> ask(bot, engine, new Delivery(session, event, delayed)))
                .compose(answer -> settle(session, bot, event, dealt, answer, typing))
                .onSuccess(settled -> {
                    if (typing && settled.isEmpty()) {
                        show(session, bot, false);
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

    private void advance(Lane lane, Event event, Optional<Session> settled) {
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

    private Future<Optional<Session>> settle(
            Session session, Bot bot, Event event, Dealt dealt, Answer answer, boolean typing) {
        Future<List<Draft>> said = answer.messages().isEmpty()
                ? Future.succeededFuture(List.of())
                : drafts.of(session.id(), Conversations.botAuthor(bot), answer.messages(), event.seq());
        List<Signal> told = new ArrayList<>(2);
        if (typing) {
            told.add(typing(session, bot, false));
        }
        if (answer.messages().isEmpty()) {
            // An answer shows by itself how far the engine is; silence has to be told.
            told.add(status(session, bot, event, Signal.Delivery.DELIVERED));
        }
        return said.map(answers -> typing && session.recordTyping() ? typedOff(answers, bot) : answers)
                .compose(answers -> store.settle(new Settlement(
                        session.id(),
                        session.engineEpoch(),
                        dealt,
                        answers,
                        answer.data(),
                        limits.maxData(),
                        answer.then(),
                        Set.copyOf(answer.skills()),
                        null,
                        told)))
                .recover(failure -> Future.failedFuture(EngineVerticle.unlessTooLong(failure)))
                .onSuccess(settled -> answer.errors().forEach(error -> note(session, error)))
                .map(settled -> settled.map(Appended::session));
    }

    /** An answer that is too long will be so the next time too. */
    private static Throwable unlessTooLong(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() == Refusal.TOO_LONG
                ? DeliveryException.refused("the answer is too long: " + refused.getMessage())
                : failure;
    }

    /** Writes down what went wrong for the bot's people; that this fails is no reason to fail anything else. */
    private void note(Session session, String error) {
        store.ledger()
                .error(new BotError(
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        session.bot(),
                        session.id(),
                        null,
                        Clean.brief(error)))
                .onFailure(failure -> LOG.debug("An error of a bot is not written down: {}", failure.getMessage()));
    }

    private static List<Draft> typedOff(List<Draft> answers, Bot bot) {
        List<Draft> more = new ArrayList<>(answers);
        more.add(Draft.of(Conversations.botAuthor(bot), new Body.Typing(false)));
        return more;
    }

    /** Shows the bot typing; in a session that records it the future waits for the log, and never fails. */
    private Future<?> show(Session session, Bot bot, boolean on) {
        fanout.publish(List.of(typing(session, bot, on)));
        if (!session.recordTyping() || !session.open()) {
            return Future.succeededFuture();
        }
        Draft typing = Draft.of(Conversations.botAuthor(bot), new Body.Typing(on));
        return store.append(new Target(session.id(), session.bot(), null), typing)
                .otherwiseEmpty();
    }

    private static Signal typing(Session session, Bot bot, boolean on) {
        return new Signal.Typing(session.id(), bot.id(), Conversations.botAuthor(bot), on);
    }

    private void failed(Lane lane, Event event, Dealt dealt, Bot bot, boolean typing, Throwable failure) {
        Session session = lane.session();
        if (typing) {
            show(session, bot, false);
        }
        if (failure instanceof RefusedException write && write.refusal() == Refusal.UNAVAILABLE) {
            metrics.storeFailed();
            fanout.publish(List.of(status(session, bot, event, Signal.Delivery.DELAYED)));
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
        fanout.publish(List.of(status(session, bot, event, Signal.Delivery.DELAYED)));
        metrics.retried(bot);
        Optional<Duration> wanted = failure instanceof DeliveryException said ? said.retryAfter() : Optional.empty();
        boolean postponed = failure instanceof DeliveryException said && said.isPostponed();
        Duration pause = wanted.map(EngineVerticle::withinReason).orElseGet(() -> pause(lane.nextPause()));
        later(lane, pause, wanted.isPresent() && !postponed, failure);
    }

    private static Duration pause(int failures) {
        return RETRY[Math.min(failures, RETRY.length - 1)];
    }

    private static Duration withinReason(Duration wanted) {
        if (wanted.compareTo(RETRY[0]) < 0) {
            return RETRY[0];
        }
        return wanted.compareTo(LONGEST_WANTED) > 0 ? LONGEST_WANTED : wanted;
    }

    /** The event stays in the log and counts as dealt with; the person is told once, in the bot's words. */
    private void giveUp(Lane lane, Event event, Dealt dealt, Bot bot, Throwable failure) {
        Session session = lane.session();
        String reason = String.valueOf(failure.getMessage());
        LOG.warn("Event {} of session {} is undeliverable to bot {}: {}", event.seq(), session.id(), bot.id(), reason);
        List<Draft> apology = bot
                .manifest()
                .onFailure()
                .filter(text -> dealt instanceof Dealt.Next)
                .map(text -> Draft.of(Author.SYSTEM, new Body.Text(text), event.seq(), null))
                .stream()
                .toList();
        store.settle(new Settlement(
                        session.id(),
                        session.engineEpoch(),
                        dealt,
                        apology,
                        DataPatch.NONE,
                        limits.maxData(),
                        Then.GO_ON,
                        Set.of(),
                        Clean.brief(reason),
                        List.of(status(session, bot, event, Signal.Delivery.UNDELIVERABLE))))
                .onSuccess(settled -> {
                    if (settled.isPresent()) {
                        note(session, "Undeliverable: " + reason);
                    }
                    advance(lane, event, settled.map(Appended::session));
                })
                .onFailure(unavailable -> untilStored(lane, unavailable));
    }

    private static Signal status(Session session, Bot bot, Event event, Signal.Delivery delivery) {
        return new Signal.Status(session.id(), bot.id(), event.id(), event.seq(), delivery);
    }

    /**
     * Tries again when the store can be written, after a pause that grows as long as it takes this answer for none: its
     * bot is not to blame, and is not asked all the time either.
     */
    private void untilStored(Lane lane, Throwable failure) {
        LOG.debug("What bot {} answered is not stored: {}", lane.session().bot(), failure.getMessage());
        pause(lane, pause(lane.nextPause()).toMillis(), false, () -> storeWatch.add(lane));
    }

    /** Goes on from what is stored, which may be more than the store could tell when it failed. */
    private void startAfresh(Lane lane) {
        lane.noteBehind();
        next(lane);
    }

    /** Tries again after a pause; one the bot asked for is not cut short. */
    private void later(Lane lane, Duration pause, boolean wanted, Throwable failure) {
        long jittered = pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        LOG.warn(
                "Delivery to bot {} failed, trying again in {} ms: {}",
                lane.session().bot(),
                jittered,
                String.valueOf(failure.getMessage()));
        pause(lane, jittered, wanted, () -> next(lane));
    }

    private void pause(Lane lane, long millis, boolean wanted, Runnable then) {
        paused.computeIfAbsent(lane.session().bot(), bot -> new LinkedHashSet<>())
                .add(lane);
        lane.pausedUntil(
                vertx.setTimer(millis, timer -> {
                    lane.pauseOver();
                    awake(lane);
                    then.run();
                }),
                wanted);
    }

    private void awake(Lane lane) {
        UUID bot = lane.session().bot();
        Set<Lane> others = paused.get(bot);
        if (others != null && others.remove(lane) && others.isEmpty()) {
            paused.remove(bot);
        }
    }

    /** A person who writes again does not wait for the pause after a failure. */
    private void retryNow(Lane lane) {
        lane.cutPause().ifPresent(timer -> awake(lane, timer));
    }

    private void awake(Lane lane, long timer) {
        vertx.cancelTimer(timer);
        awake(lane);
        lane.busy(false);
    }

    /** What waits for a bot that just answered somebody waits no longer. */
    private void botIsWell(UUID bot) {
        for (Lane lane : List.copyOf(paused.getOrDefault(bot, Set.of()))) {
            lane.wake().ifPresent(timer -> {
                awake(lane, timer);
                pump(lane);
            });
        }
    }
}
