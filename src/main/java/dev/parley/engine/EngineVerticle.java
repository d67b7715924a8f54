package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Drafts;
import dev.parley.conversation.Event;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Session;
import dev.parley.conversation.Settlement;
import dev.parley.conversation.Signal;
import dev.parley.conversation.Store;
import dev.parley.conversation.Target;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
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

    /** A bot that wants to be left alone for longer is asked again after this all the same. */
    private static final Duration LONGEST_WANTED = Duration.ofMinutes(10);

    private final int index;
    private final int count;
    private final Store store;
    private final Fanout fanout;
    private final EngineSet engines;
    private final Drafts drafts;
    private final Duration sweepInterval;
    private final Map<UUID, Lane> lanes = new HashMap<>();
    private final Map<UUID, Set<Lane>> paused = new HashMap<>();
    private boolean sweeping;
    private Fanout.@Nullable Subscription subscription;

    /**
     * @param index which share of the sessions this instance owns, 0 to {@code count - 1}
     * @param create makes the engine of a bot; called once a bot and instance
     * @param sweepInterval how often undelivered sessions are looked for
     */
    public EngineVerticle(
            int index,
            int count,
            Store store,
            Fanout fanout,
            Bots bots,
            Function<Bot, Engine> create,
            Duration sweepInterval) {
        this.index = index;
        this.count = count;
        this.store = store;
        this.fanout = fanout;
        this.engines = new EngineSet(bots, create);
        this.drafts = new Drafts(store);
        this.sweepInterval = sweepInterval;
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

    private boolean owns(UUID session) {
        return Math.floorMod(session.hashCode(), count) == index;
    }

    private void grew(Session session, List<Event> events) {
        if (!events.isEmpty() && events.get(0).seq() == 1) {
            engines.of(session.bot()).ifPresent(running -> running.engine().opened(session));
        }
        Lane lane = lanes.get(session.id());
        if (lane == null && events.stream().anyMatch(Lane::deliverable)) {
            lane = new Lane(session);
            lanes.put(session.id(), lane);
        }
        if (lane != null) {
            lane.offer(session, events);
            List<Event> said = events.stream().filter(Lane::deliverable).toList();
            if (!said.isEmpty()) {
                retryNow(lane);
                // In the lane's pauses too: an engine with nothing under way has nothing to end.
                wroteAgain(lane, session, said);
            }
            pump(lane);
        }
        if (!session.open() && events.stream().anyMatch(event -> event.body() instanceof Body.Closed)) {
            engines.of(session.bot()).ifPresent(engine -> engine.engine().closed(session));
        }
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        sweepFrom(Optional.empty())
                .onFailure(failure -> LOG.warn("Looking for undelivered sessions failed: {}", failure.getMessage()))
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
        } else {
            retire(lane);
        }
    }

    private void retire(Lane lane) {
        lane.leave();
        lanes.remove(lane.session().id(), lane);
    }

    private void wroteAgain(Lane lane, Session session, List<Event> events) {
        if (lane.busy()) {
            engines.of(session.bot()).ifPresent(running -> running.engine().wroteAgain(session, events));
        }
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
                .onFailure(failure -> later(lane, pause(lane.failed()), false, failure));
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
        Optional<EngineSet.Running> running = engines.of(session.bot());
        if (running.isEmpty()) {
            // The bot is gone or cannot run now; the sweep comes back while the session is there.
            retire(lane);
            return;
        }
        Engine engine = running.get().engine();
        Bot bot = running.get().bot();
        boolean typing = engine.typing() && !(event.body() instanceof Body.DataMerged);
        if (typing) {
            fanout.publish(List.of(typing(session, bot, true)));
        }
        Runnable delayed = () -> fanout.publish(List.of(status(session, bot, event, Signal.Delivery.DELAYED)));
        ask(engine, new Delivery(session, event, delayed))
                .compose(answer -> settle(session, bot, event, answer, typing))
                .onSuccess(settled -> advance(lane, settled))
                .onFailure(failure -> {
                    if (lane.gone()) {
                        // The session is erased, or this server stops: there is nobody to try again for.
                        return;
                    }
                    if (!engines.has(running.get())) {
                        // The bot was changed, which is no failure: the engine it has now is asked at once.
                        next(lane);
                        return;
                    }
                    failed(lane, event, bot, typing, failure);
                });
    }

    private void advance(Lane lane, Optional<Session> settled) {
        if (settled.isPresent()) {
            lane.settled(settled.get());
            next(lane);
        } else {
            // Somebody else dealt with it: what is left is found anew.
            retire(lane);
        }
    }

    private static Future<Answer> ask(Engine engine, Delivery delivery) {
        try {
            return engine.deliver(delivery);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<Optional<Session>> settle(Session session, Bot bot, Event event, Answer answer, boolean typing) {
        Future<List<Draft>> said = answer.messages().isEmpty()
                ? Future.succeededFuture(List.of())
                : drafts.of(session.id(), Conversations.botAuthor(bot), answer.messages(), event.seq());
        List<Signal> told = new ArrayList<>(2);
        if (typing) {
            told.add(typing(session, bot, false));
        }
        if (answer.messages().isEmpty()) {
            // An answer shows by itself how far the engine is; silence has to be told.
            told.add(new Signal.Status(session.id(), bot.id(), event.id(), event.seq(), Signal.Delivery.DELIVERED));
        }
        return said.compose(answers -> store.settle(new Settlement(
                        session.id(),
                        session.engineEpoch(),
                        session.enginePosition(),
                        event.seq(),
                        answers,
                        answer.data(),
                        answer.close(),
                        told)))
                .map(settled -> settled.map(appended -> appended.session()));
    }

    private static Signal typing(Session session, Bot bot, boolean on) {
        return new Signal.Typing(session.id(), bot.id(), Conversations.botAuthor(bot), on);
    }

    private void failed(Lane lane, Event event, Bot bot, boolean typing, Throwable failure) {
        Session session = lane.session();
        int failures = lane.failed();
        if (typing) {
            fanout.publish(List.of(typing(session, bot, false)));
        }
        boolean refused = failure instanceof DeliveryException said && said.isRefused();
        boolean tooLong =
                failures > 0 && lane.failingFor().compareTo(bot.manifest().retryFor()) >= 0;
        if (refused || tooLong) {
            giveUp(lane, event, bot, failure);
            return;
        }
        fanout.publish(List.of(status(session, bot, event, Signal.Delivery.DELAYED)));
        Optional<Duration> wanted = failure instanceof DeliveryException said ? said.retryAfter() : Optional.empty();
        later(lane, wanted.map(EngineVerticle::withinReason).orElse(pause(failures)), wanted.isPresent(), failure);
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
    private void giveUp(Lane lane, Event event, Bot bot, Throwable failure) {
        Session session = lane.session();
        LOG.warn(
                "Event {} of session {} is undeliverable to bot {}: {}",
                event.seq(),
                session.id(),
                bot.id(),
                String.valueOf(failure.getMessage()));
        List<Draft> apology = bot
                .manifest()
                .onFailure()
                .map(text -> Draft.of(Author.SYSTEM, new Body.Text(text), event.seq(), null))
                .stream()
                .toList();
        store.settle(new Settlement(
                        session.id(),
                        session.engineEpoch(),
                        session.enginePosition(),
                        event.seq(),
                        apology,
                        DataPatch.NONE,
                        false,
                        List.of(status(session, bot, event, Signal.Delivery.UNDELIVERABLE))))
                .onSuccess(settled -> advance(lane, settled.map(appended -> appended.session())))
                .onFailure(unavailable -> later(lane, pause(lane.failed()), false, unavailable));
    }

    private static Signal status(Session session, Bot bot, Event event, Signal.Delivery delivery) {
        return new Signal.Status(session.id(), bot.id(), event.id(), event.seq(), delivery);
    }

    /** Tries again after a pause; one the bot asked for is not cut short. */
    private void later(Lane lane, Duration pause, boolean wanted, Throwable failure) {
        long jittered = pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        LOG.warn(
                "Delivery to bot {} failed, trying again in {} ms: {}",
                lane.session().bot(),
                jittered,
                String.valueOf(failure.getMessage()));
        paused.computeIfAbsent(lane.session().bot(), bot -> new LinkedHashSet<>())
                .add(lane);
        lane.pausedUntil(
                vertx.setTimer(jittered, timer -> {
                    lane.pauseOver();
                    awake(lane);
                    next(lane);
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
