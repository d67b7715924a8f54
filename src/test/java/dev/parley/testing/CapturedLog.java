package dev.parley.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged while it is open. */
public final class CapturedLog implements AutoCloseable {
    private final Predicate<@Nullable Context> of;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (of.test(Vertx.currentContext())) {
                events.add(event);
            }
        }
    };

    /** Hears everything, also what other test classes log meanwhile. */
    public CapturedLog() {
        this(context -> true);
    }

    /** Hears what is logged on the threads of one Vert.x alone. */
    public CapturedLog(Vertx vertx) {
        this(context -> context != null && context.owner() == vertx);
    }

    private CapturedLog(Predicate<@Nullable Context> of) {
        this.of = of;
        appender.start();
        root().addAppender(appender);
    }

    /** The lines that came with a stack trace and were shown at the usual level. */
    public List<String> stackTraces() {
        return events.stream()
                .filter(event ->
                        event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage() + " ("
                        + event.getThrowableProxy().getClassName() + ")")
                .toList();
    }

    /** The lines from this level on. */
    public List<String> lines(Level least) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    /** All lines, from any level that is on. */
    public List<String> lines() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        root().detachAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
