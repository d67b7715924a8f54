package dev.parley.metrics;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.Notification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts with Micrometer and tells it as Prometheus reads it. Whatever is counted for a message is found without looking
 * it up by name; bots are found by id. {@code docs/metrics.md} lists every name. Callable from any thread.
 */
public final class PrometheusMetrics implements Metrics, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Map<Author.Type, Counter> events = new EnumMap<>(Author.Type.class);
    private final Timer appends;
    private final Counter storeErrors;
    private final Map<String, Counter> limited = new ConcurrentHashMap<>();
    private final BotLabels labels = new BotLabels();
    private final Map<EngineKey, EngineMeters> engines = new ConcurrentHashMap<>();

    public PrometheusMetrics() {
        for (Author.Type type : Author.Type.values()) {
            events.put(
                    type,
                    Counter.builder("parley.events")
                            .description("Events written to logs, by who they are of.")
                            .tag("author", type.text())
                            .register(registry));
        }
        appends = Timer.builder("parley.append")
                .description("From a message's arrival to its commit.")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        storeErrors = Counter.builder("parley.store.errors")
                .description("Writes the store could not do.")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Watches how many connections a gateway has. */
    public void sockets(String gateway, LongSupplier connections) {
        Gauge.builder("parley.sockets", connections, LongSupplier::getAsLong)
                .description("Open connections, by gateway.")
                .tag("gateway", gateway)
                .strongReference(true)
                .register(registry);
    }

    /** Counts the events of a commit, by whoever wrote them. */
    public void committed(List<Notification> notifications) {
        for (Notification notification : notifications) {
            if (notification instanceof Notification.LogAppended grew) {
                for (Event event : grew.events()) {
                    Objects.requireNonNull(events.get(event.author().type())).increment();
                }
            }
        }
    }

    @Override
    public void appended(long nanos) {
        appends.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void storeFailed() {
        storeErrors.increment();
    }

    @Override
    public void limited(String limit) {
        limited.computeIfAbsent(
                        limit,
                        kind -> Counter.builder("parley.rate.limited")
                                .description("What was refused because it was too much in a minute, by the limit.")
                                .tag("limit", kind)
                                .register(registry))
                .increment();
    }

    @Override
    public void asked(Bot bot, long nanos, boolean answered) {
        EngineMeters meters = meters(bot);
        meters.asked.record(nanos, TimeUnit.NANOSECONDS);
        if (!answered) {
            meters.errors.increment();
        }
    }

    @Override
    public void retried(Bot bot) {
        meters(bot).retries.increment();
    }

    private EngineMeters meters(Bot bot) {
        EngineKey key = new EngineKey(labels.of(bot.id()), bot.manifest().engineType());
        EngineMeters known = engines.get(key);
        return known != null ? known : engines.computeIfAbsent(key, fresh -> new EngineMeters(fresh, registry));
    }

    BotLabels labels() {
        return labels;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** All of it as text. Takes milliseconds, so it is for a worker thread. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private record EngineKey(String bot, String type) {}

    private static final class EngineMeters {
        private final Timer asked;
        private final Counter errors;
        private final Counter retries;

        EngineMeters(EngineKey key, MeterRegistry registry) {
            asked = Timer.builder("parley.engine")
                    .description("From asking a bot's engine to its answer or failure.")
                    .tag("bot", key.bot())
                    .tag("type", key.type())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            errors = Counter.builder("parley.engine.errors")
                    .description("Deliveries an engine failed.")
                    .tag("bot", key.bot())
                    .tag("type", key.type())
                    .register(registry);
            retries = Counter.builder("parley.engine.retries")
                    .description("Deliveries to be tried again.")
                    .tag("bot", key.bot())
                    .tag("type", key.type())
                    .register(registry);
        }
    }
}
