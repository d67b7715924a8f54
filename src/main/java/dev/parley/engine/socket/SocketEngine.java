package dev.parley.engine.socket;

import dev.parley.conversation.Body;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands the events of one event loop's sessions to the backends of a bot. What these answer is appended as it comes, so
 * a delivery's own answer is always empty: it completes when the event counts as delivered, and waits while nobody is
 * connected. Everything but {@link #backendCame} and {@link #backendLeft} runs on the loop that owns the sessions.
 */
final class SocketEngine implements Engine, Backends.Watcher {
    /** Sessions of one loop that keep their backend by name: some 10 MB at most. */
    private static final int MOST_REMEMBERED = 50_000;

    private final UUID bot;
    private final Backends backends;
    private final Context context;
    private final Duration patience;
    private final SessionAffinity affinity = new SessionAffinity(MOST_REMEMBERED);
    private final Map<UUID, Pending> pending = new HashMap<>();

    /** @param patience how long a backend may take to acknowledge an event */
    SocketEngine(UUID bot, Backends backends, Context context, Duration patience) {
        this.bot = bot;
        this.backends = backends;
        this.context = context;
        this.patience = patience;
        backends.add(bot, this);
    }

    @Override
    public Future<Void> opened(Session session) {
        tell(new BackendMessage.Opened(session));
        return Future.succeededFuture();
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        if (!isTold(delivery.event().body())) {
            return Future.succeededFuture(Answer.NONE);
        }
        Pending now = new Pending(delivery, Promise.promise());
        Pending before = pending.put(delivery.session().id(), now);
        if (before != null) {
            before.done.tryFail("delivered anew");
        }
        hand(now, backends.of(bot));
        return now.done.future();
    }

    /** Backends are told what is said and what changes; entering and leaving are for human eyes. */
    private static boolean isTold(Body body) {
        return switch (body.kind()) {
            case JOINED, LEFT, UNKNOWN -> false;
            case TEXT, IMAGE, INVALID_IMAGE, FILE, WITHHELD, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED -> true;
        };
    }

    private void hand(Pending delivery, List<Backend> present) {
        Session session = delivery.delivery.session();
        Backend backend = affinity.of(session.id(), present);
        delivery.with = backend;
        watch(delivery);
        if (backend == null) {
            delivery.delivery.delayed().run();
        } else {
            backend.tell(new BackendMessage.PersonEvent(
                    session,
                    delivery.delivery.event(),
                    () -> context.runOnContext(told -> delivered(session.id(), delivery))));
        }
    }

    private void watch(Pending delivery) {
        context.owner().cancelTimer(delivery.timer);
        if (delivery.with != null) {
            delivery.timer = context.owner().setTimer(patience.toMillis(), late -> late(delivery));
        }
    }

    /** A backend that is connected and says nothing does not keep its session: others, or else itself, are told anew. */
    private void late(Pending delivery) {
        UUID session = delivery.delivery.session().id();
        if (pending.get(session) != delivery) {
            return;
        }
        Backend silent = delivery.with;
        affinity.leave(session);
        List<Backend> present = backends.of(bot);
        List<Backend> others =
                present.stream().filter(backend -> backend != silent).toList();
        delivery.delivery.delayed().run();
        hand(delivery, others.isEmpty() ? present : others);
    }

    private void delivered(UUID session, Pending delivery) {
        if (pending.remove(session, delivery)) {
            settle(delivery);
        }
    }

    private void settle(Pending delivery) {
        context.owner().cancelTimer(delivery.timer);
        delivery.done.complete(Answer.NONE);
    }

    @Override
    public void typing(UUID session, boolean on) {
        tell(new BackendMessage.Typing(session, on));
    }

    @Override
    public void seen(UUID session, long seq) {
        tell(new BackendMessage.Seen(session, seq));
    }

    @Override
    public Future<Void> closed(Session session) {
        tell(new BackendMessage.Closed(session.id(), session.lastSeq()));
        affinity.leave(session.id());
        return Future.succeededFuture();
    }

    @Override
    public void erased(UUID session) {
        BackendMessage gone = new BackendMessage.Erased(session);
        Backend has = affinity.of(session);
        if (has == null) {
            // Nobody knows any more who had it, and whoever keeps something of it must hear.
            backends.of(bot).forEach(backend -> backend.tell(gone));
        } else {
            has.tell(gone);
            affinity.leave(session);
        }
        Pending waiting = pending.remove(session);
        if (waiting != null) {
            settle(waiting);
        }
    }

    private void tell(BackendMessage told) {
        Backend backend = affinity.of(told.session(), backends.of(bot));
        if (backend != null) {
            backend.tell(told);
        }
    }

    /** It gets what waits. */
    @Override
    public void backendCame() {
        context.runOnContext(came -> handOver(null));
    }

    /** Others get what it has left. */
    @Override
    public void backendLeft(Backend backend) {
        context.runOnContext(left -> {
            affinity.leave(backend);
            handOver(backend);
        });
    }

    private void handOver(@Nullable Backend from) {
        pending.values().stream()
                .filter(delivery -> delivery.with == from)
                .toList()
                .forEach(delivery -> hand(delivery, backends.of(bot)));
    }

    /** What waits fails, so that it is delivered by the engine that comes next. */
    @Override
    public Future<Void> stop() {
        backends.remove(bot, this);
        affinity.clear();
        List<Pending> left = List.copyOf(pending.values());
        pending.clear();
        left.forEach(delivery -> {
            context.owner().cancelTimer(delivery.timer);
            delivery.done.fail("the engine was stopped");
        });
        return Future.succeededFuture();
    }

    /** A delivery that is not settled; its backend changes. */
    private static final class Pending {
        private final Delivery delivery;
        private final Promise<Answer> done;
        private @Nullable Backend with;
        private long timer = -1;

        Pending(Delivery delivery, Promise<Answer> done) {
            this.delivery = delivery;
            this.done = done;
        }
    }
}
