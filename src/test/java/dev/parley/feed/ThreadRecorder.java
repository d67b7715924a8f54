package dev.parley.feed;

import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A recorder of a person's sessions, which begins in each where the person has seen it. */
final class ThreadRecorder extends Recorder implements ThreadFollower.Consumer {
    final List<UUID> entered = new CopyOnWriteArrayList<>();
    volatile int caughtUp;
    volatile ThreadFollower follower;

    @Override
    public Future<Long> begin(Session session) {
        return Future.succeededFuture(next(session, null));
    }

    @Override
    public long next(Session session, @Nullable Session before) {
        entered.add(session.id());
        return session.seen();
    }

    @Override
    public boolean ready() {
        return !full;
    }

    @Override
    void drain() {
        full = false;
        follower.resume();
    }

    @Override
    public void caughtUp() {
        caughtUp++;
    }
}
