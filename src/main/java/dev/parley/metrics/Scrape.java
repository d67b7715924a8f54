package dev.parley.metrics;

import dev.parley.conversation.Statistics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told to whoever asks for the statistics. What bots have still to deal with is asked of the store then, at most
 * every few seconds however many ask. Callable from any thread.
 */
public final class Scrape implements Supplier<Future<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(Scrape.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final PrometheusMetrics metrics;
    private final Statistics statistics;
    private final MultiGauge events;
    private final MultiGauge oldest;
    private final AtomicLong readAt = new AtomicLong(System.nanoTime() - FRESH.toNanos() - 1);

    public Scrape(Vertx vertx, PrometheusMetrics metrics, Statistics statistics) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.statistics = statistics;
        events = MultiGauge.builder("parley.undelivered.events")
                .description("Events a bot's engine has still to deal with.")
                .register(metrics.registry());
        oldest = MultiGauge.builder("parley.undelivered.oldest.seconds")
                .description("Age of the oldest of them.")
                .register(metrics.registry());
    }

    @Override
    public Future<String> get() {
        long last = readAt.get();
        long now = System.nanoTime();
        Future<Void> fresh = now - last > FRESH.toNanos() && readAt.compareAndSet(last, now)
                ? readBacklog()
                : Future.succeededFuture();
        return fresh.compose(done -> vertx.executeBlocking(metrics::text, false));
    }

    /** The other statistics are told although the store does not answer: that is when they are wanted most. */
    private Future<Void> readBacklog() {
        return statistics.backlog().onSuccess(this::show).<Void>mapEmpty().recover(failure -> {
            LOG.debug("What is undelivered could not be counted: {}", failure.getMessage());
            return Future.succeededFuture();
        });
    }

    private void show(List<Statistics.Backlog> backlog) {
        Map<String, Waiting> byLabel = new HashMap<>();
        for (Statistics.Backlog one : backlog) {
            byLabel.merge(metrics.labels().of(one.bot()), new Waiting(one.events(), one.oldest()), Waiting::and);
        }
        Instant now = Instant.now();
        events.register(rows(byLabel, Waiting::events), true);
        oldest.register(
                rows(
                        byLabel,
                        waiting -> Math.max(
                                0, Duration.between(waiting.oldest(), now).toMillis() / 1000.0)),
                true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<String, Waiting> byLabel, Function<Waiting, Number> figure) {
        return byLabel.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        entry -> MultiGauge.Row.of(Tags.of("bot", entry.getKey()), figure.apply(entry.getValue())))
                .toList();
    }

    private record Waiting(long events, Instant oldest) {
        Waiting and(Waiting other) {
            return new Waiting(events + other.events, oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }
}
