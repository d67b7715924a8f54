package dev.parley.delivery;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.Undeliverable;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.feed.Registration;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what one session has for its engine, one event at a time, and lives while there is something. It is always in
 * one state:
 *
 * <pre>
 *                +-----------------------------------------------------------------+
 *                v                                                                 |
 *   hint ---> READY --head--> ASKED --answer committed, or given up----------------+
 *   sweep       |               |                                                  |
 *   replay      |               +--failed--> PAUSED --over, cut short--------------+
 *               |               |            RESTING --over------------------------+
 *               |               +--answer not stored--> PAUSED --> AWAITING_STORE -+
 *               |                                                       ^ failed   |
 *               +--queue is behind, or replays were asked for--> READING --read----+
 *               |
 *               +--nothing left--> LEFT    (also from any state: erased, bot gone, server stops)
 * </pre>
 *
 * <p>What is due stands in the {@link DeliveryQueue}, whether and when something is tried again in the
 * {@link RetrySchedule}, what is written in the {@link DeliveryRecorder}; here is only what follows what. An answer is
 * committed together with the engine's new position, so a crash can neither lose nor double it. Belongs to one event loop.
 */
final class SessionDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDelivery.class);

    /** Where the delivery of a session stands. */
    private enum State {
        /** Nothing is under way; what is due is taken up at once. */
        READY,
        /** The store is asked what waits. */
        READING,
        /** The engine has the head, or what came of it is being committed. */
        ASKED,
        /** A pause after a failure, cut short when the person writes again or the bot answers somebody. */
        PAUSED,
        /** The bot wants to be left alone for a while. */
        RESTING,
        /** Goes on when the store can be written. */
        AWAITING_STORE,
        /** Over: nothing is done or changed any more. */
        LEFT
    }

    private final DeliveryLoop loop;
    private final DeliveryQueue queue;
    private final Runnable left;
    private final RetrySchedule retries = new RetrySchedule(System::nanoTime);
    private State state = State.READY;
    private long timer = -1;
    private @Nullable Registration watch;

    /**
     * @param left called once when it is over
     */
    SessionDelivery(DeliveryLoop loop, Session session, Runnable left) {
        this.loop = loop;
        this.queue = new DeliveryQueue(session);
        this.left = left;
    }

    /** Takes in that the log grew; what is new is delivered when its turn comes. */
    void grew(Session session, List<Event> events) {
        queue.offer(session, events);
        List<Event> heard = events.stream().filter(Event::isForEngine).toList();
        if (!heard.isEmpty() || !queue.attended()) {
            if (state == State.PAUSED) {
                // A person who writes again does not wait for the pause after a failure.
                cutShort();
            } else if (state == State.ASKED) {
                interrupt(session, heard);
            }
        }
        goOn();
    }

    /** The store has something of the session, perhaps no more by now: it is asked again before anything is delivered. */
    void found() {
        queue.noteBehind();
        goOn();
    }

    /** Events that were given up shall be delivered after all. */
    void replay() {
        queue.replaying(true);
        goOn();
    }

    /** Delivers nothing more. What is under way comes to nothing, or to a commit that nobody waits for. */
    void leave() {
        endPause();
        if (state != State.LEFT) {
            state = State.LEFT;
            left.run();
        }
    }

    /** Lets the engine know what happened while it answers. */
    private void interrupt(Session session, List<Event> heard) {
        loop.engines().of(session.bot()).ifPresent(running -> {
            if (queue.attended()) {
                running.engine().wroteAgain(session, heard);
            } else {
                running.engine().takenOver(session);
            }
        });
    }

    private void ready() {
        if (state != State.LEFT) {
            state = State.READY;
            goOn();
        }
    }

    private void goOn() {
        if (state != State.READY) {
            return;
        }
        Event head = queue.head();
        if (head != null) {
            deliver(head);
        } else if (queue.behind()) {
            read(loop.reader().fill(queue), this::filled);
        } else if (queue.replaying()) {
            read(loop.reader().replay(queue.session().id()), this::replaying);
        } else {
            leave();
            if (queue.ended()) {
                loop.engines().closed(queue.session());
            }
        }
    }

    private <T> void read(Future<T> reading, Consumer<T> taken) {
        state = State.READING;
        reading.onSuccess(read -> {
                    taken.accept(read);
                    ready();
                })
                .onFailure(unavailable -> awaitStore());
    }

    private void filled(boolean there) {
        if (!there) {
            leave();
        }
    }

    private void replaying(Optional<Undeliverable> found) {
        queue.replaying(found.isPresent());
        found.ifPresent(asked -> queue.replay(asked.session(), asked.event()));
    }

    private void deliver(Event event) {
        Session session = queue.session();
        Optional<EngineSet.RunningEngine> engine = loop.engines().of(session.bot());
        if (engine.isEmpty()) {
            // The bot is gone or cannot run now; the sweep comes back while the session is there.
            leave();
            return;
        }
        state = State.ASKED;
        EngineSet.RunningEngine running = engine.get();
        DeliveryAttempt attempt =
                new DeliveryAttempt(session, running.bot(), running.engine(), event, queue.position(event));
        loop.recorder()
                .typing(attempt, true)
                .compose(shown -> ask(attempt))
                .compose(answer -> loop.recorder().settle(attempt, answer))
                .onSuccess(settled -> advance(attempt, settled))
                .onFailure(failure -> {
                    if (state == State.LEFT) {
                        // The session is erased, or this server stops: there is nobody to try again for.
                        return;
                    }
                    if (!loop.engines().has(running) || !queue.wants(event)) {
                        // The bot was changed, which is no failure: the engine it has now is asked at once. Or a human
                        // took over, and nobody waits for this answer.
                        ready();
                        return;
                    }
                    failed(attempt, failure);
                });
    }

    private Future<Answer> ask(DeliveryAttempt attempt) {
        long asked = System.nanoTime();
        Delivery delivery = new Delivery(
                attempt.session(), attempt.event(), () -> loop.recorder().delayed(attempt));
        // What an engine throws fails its delivery.
        return Future.succeededFuture()
                .compose(begin -> attempt.engine().deliver(delivery))
                .onComplete(done -> loop.metrics().asked(attempt.bot(), System.nanoTime() - asked, done.succeeded()));
    }

    private void advance(DeliveryAttempt attempt, Optional<Session> settled) {
        settled.ifPresentOrElse(
                session -> {
                    queue.settled(attempt.event(), session);
                    retries.settled();
                },
                // Somebody else dealt with it, or a human took over: what is left is found anew.
                queue::noteBehind);
        ready();
    }

    private void failed(DeliveryAttempt attempt, Throwable failure) {
        loop.recorder().typing(attempt, false);
        RetrySchedule.Retry retry = retries.failed(
                attempt.event().id(), failure, attempt.bot().manifest().retryFor());
        switch (retry.decision()) {
            case GIVE_UP -> giveUp(attempt, failure);
            case PAUSE -> tryAgain(attempt, State.PAUSED, retry.pause(), failure);
            case REST -> tryAgain(attempt, State.RESTING, retry.pause(), failure);
            case AWAIT_STORE -> {
                loop.metrics().storeFailed();
                loop.recorder().delayed(attempt);
                untilStored(retry, failure);
            }
        }
    }

    private void giveUp(DeliveryAttempt attempt, Throwable failure) {
        loop.recorder()
                .giveUp(attempt, String.valueOf(failure.getMessage()))
                .onSuccess(settled -> advance(attempt, settled))
                .onFailure(unavailable -> untilStored(retries.notStored(), unavailable));
    }

    private void tryAgain(DeliveryAttempt attempt, State as, Duration pause, Throwable failure) {
        loop.recorder().delayed(attempt);
        loop.metrics().retried(attempt.bot());
        LOG.warn(
                "Delivery to bot {} failed, trying again in {} ms: {}",
                attempt.bot().id(),
                pause.toMillis(),
                String.valueOf(failure.getMessage()));
        pause(as, pause, this::ready);
    }

    private void untilStored(RetrySchedule.Retry retry, Throwable failure) {
        LOG.debug("What bot {} answered is not stored: {}", queue.session().bot(), failure.getMessage());
        pause(State.PAUSED, retry.pause(), this::awaitStore);
    }

    private void awaitStore() {
        if (state != State.LEFT) {
            state = State.AWAITING_STORE;
            // What is stored may be more than the store could tell when it failed.
            loop.store().onceWritable(() -> {
                queue.noteBehind();
                ready();
            });
        }
    }

    private void pause(State as, Duration pause, Runnable then) {
        if (state == State.LEFT) {
            return;
        }
        state = as;
        timer = loop.vertx().setTimer(pause.toMillis(), over -> {
            retries.over();
            endPause();
            then.run();
        });
        if (as == State.PAUSED) {
            watch = loop.answers().add(queue.session().bot(), this::answered);
        }
    }

    /** The bot answered somebody else. */
    private void answered() {
        if (state == State.PAUSED && retries.wake()) {
            cutShort();
            goOn();
        }
    }

    private void cutShort() {
        retries.cut();
        endPause();
        state = State.READY;
    }

    private void endPause() {
        loop.vertx().cancelTimer(timer);
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }
}
