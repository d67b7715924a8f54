package dev.parley.conversation;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what need not be kept: sessions that were closed as many days ago as their bot keeps them, and sessions that
 * never got a message in a day. A few at a time with a pause in between, so that nobody notices; one job a server.
 * Belongs to the context it was started on.
 */
public final class Retention {
    /** What nobody ever spoke in is kept this long. */
    static final Duration SILENT = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SLICE = 100;

    private final Vertx vertx;
    private final BotRegistry bots;
    private final Statistics statistics;
    private final Conversations conversations;
    private final int defaultDays;
    private final InstantSource clock;
    private long timer = -1;
    private boolean running;
    private volatile boolean stopped;

    /**
     * @param defaultDays how many days closed sessions of a bot are kept that says nothing itself; 0 keeps them
     */
    public Retention(
            Vertx vertx,
            BotRegistry bots,
            Statistics statistics,
            Conversations conversations,
            int defaultDays,
            InstantSource clock) {
        this.vertx = vertx;
        this.bots = bots;
        this.statistics = statistics;
        this.conversations = conversations;
        this.defaultDays = defaultDays;
        this.clock = clock;
    }

    /** Begins now and goes on every hour until it is stopped. */
    public void start() {
        timer = vertx.setPeriodic(0, INTERVAL.toMillis(), hour -> {
            if (!running) {
                running = true;
                run().onFailure(failure -> LOG.warn("Old sessions could not be erased: {}", failure.getMessage()))
                        .onComplete(done -> running = false);
            }
        });
    }

    /** Lets go; an erasure that has begun ends. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Erases all that is due now; how many sessions that were. */
    Future<Integer> run() {
        return next(bots.registered().iterator(), 0).onSuccess(erased -> {
            if (erased > 0) {
                LOG.info("Erased {} sessions that need not be kept", erased);
            }
        });
    }

    private Future<Integer> next(Iterator<RegisteredBot> rest, int erased) {
        return stopped || !rest.hasNext()
                ? Future.succeededFuture(erased)
                : bot(rest.next(), 0).compose(more -> next(rest, erased + more));
    }

    private Future<Integer> bot(RegisteredBot bot, int erased) {
        if (stopped) {
            return Future.succeededFuture(erased);
        }
        UUID id = bot.record().id();
        Instant now = clock.instant();
        return statistics
                .expired(id, closedBefore(bot, now), now.minus(SILENT), SLICE)
                .compose(sessions -> erase(sessions.iterator(), id).compose(done -> {
                    int all = erased + sessions.size();
                    return sessions.size() < SLICE
                            ? Future.succeededFuture(all)
                            : vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                                    .compose(over -> bot(bot, all));
                }));
    }

    private Future<Void> erase(Iterator<UUID> sessions, UUID bot) {
        if (stopped || !sessions.hasNext()) {
            return Future.succeededFuture();
        }
        return conversations.erase(new SessionRef(sessions.next(), bot, null)).compose(erased -> erase(sessions, bot));
    }

    // A bot that cannot be used now may have said something else when it could: its sessions are kept.
    private Instant closedBefore(RegisteredBot bot, Instant now) {
        int days = bot.usable()
                .map(Bot::manifest)
                .map(read -> read.retentionDays().orElse(defaultDays))
                .orElse(0);
        return days == 0 ? Instant.EPOCH : now.minus(Duration.ofDays(days));
    }
}
