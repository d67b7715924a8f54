package dev.parley.engine;

import dev.parley.engine.http.OutboundReply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that failed in a way worth telling apart. Any other failure of an engine is one that is tried again.
 * Without stack trace: it is an answer, not an accident.
 */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;
    private final boolean postponed;
    private final transient @Nullable Duration retryAfter;

    private DeliveryException(String message, boolean refused, boolean postponed, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.refused = refused;
        this.postponed = postponed;
        this.retryAfter = retryAfter;
    }

    /** The bot will never take this event: it is undeliverable at once. */
    public static DeliveryException refused(String why) {
        return new DeliveryException(why, true, false, null);
    }

    /** To be tried again as usual. */
    public static DeliveryException failed(String why) {
        return new DeliveryException(why, false, false, null);
    }

    /** To be tried again, but not before this time has passed. */
    public static DeliveryException failed(String why, Duration retryAfter) {
        return new DeliveryException(why, false, false, retryAfter);
    }

    /** The bot was not asked, because it failed others before; it will be when this time has passed. */
    public static DeliveryException postponed(String why, Duration rest) {
        return new DeliveryException(why, false, true, rest);
    }

    /**
     * What an answer over HTTP means that is no success: a client error is final, but for 408, 425 and 429; anything
     * else may be better next time, when the other side says so not before its {@code Retry-After}.
     *
     * @param who who answered, for the message
     */
    public static DeliveryException of(String who, OutboundReply reply) {
        return of(who, reply, "");
    }

    /**
     * The same with what the other side said about it.
     *
     * @param said perhaps empty
     */
    public static DeliveryException of(String who, OutboundReply reply, String said) {
        int status = reply.status();
        String why = who + " answered " + status + (said.isEmpty() ? "" : ": " + said);
        if (status / 100 == 3) {
            return failed(why + ", and redirects are not followed");
        }
        if (status / 100 == 4 && status != 408 && status != 425 && status != 429) {
            return refused(why);
        }
        return new DeliveryException(why, false, false, reply.retryAfter().orElse(null));
    }

    /** True when trying again is of no use. */
    public boolean isRefused() {
        return refused;
    }

    /** True when the bot was not even asked. */
    public boolean isPostponed() {
        return postponed;
    }

    /** How long the bot is to be left alone: as it says itself, or because it failed others. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
