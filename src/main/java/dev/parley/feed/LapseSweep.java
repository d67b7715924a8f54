package dev.parley.feed;

import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the store for a gateway's sessions that have {@linkplain dev.parley.conversation.Lease lapsed}, and has them
 * ended: nothing runs for a session whose client says nothing. One a gateway and server; belongs to the event loop it is
 * started on.
 */
public final class LapseSweep {
    private static final Logger LOG = LoggerFactory.getLogger(LapseSweep.class);
    private static final int PAGE = 1_000;

    private final LogReader log;
    private final String gateway;
    private final Function<Session, Future<Void>> end;

    /**
     * @param end ends a session, unless it goes on after all
     */
    public LapseSweep(LogReader log, String gateway, Function<Session, Future<Void>> end) {
        this.log = log;
        this.gateway = gateway;
        this.end = end;
    }

    /**
     * Sweeps from now on.
     *
     * @param patience how long everybody gets to come back after a restart
     */
    public void start(Vertx vertx, Duration patience, Duration every) {
        vertx.setTimer(
                Math.max(1, patience.toMillis()), over -> vertx.setPeriodic(1, every.toMillis(), due -> sweep()));
    }

    private void sweep() {
        log.lapsed(gateway, Instant.now(), PAGE)
                .onSuccess(lapsed -> lapsed.forEach(this::end))
                .onFailure(failure ->
                        LOG.debug("Lapsed sessions of {} are looked for again: {}", gateway, failure.getMessage()));
    }

    private void end(Session lapsed) {
        end.apply(lapsed).onFailure(failure -> LOG.debug("A lapsed session is ended later: {}", failure.getMessage()));
    }
}
