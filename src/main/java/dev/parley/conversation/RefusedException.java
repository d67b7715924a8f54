package dev.parley.conversation;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal as the failure of a future; it has no stack trace because it is an answer, not an accident. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable Duration retryAfter;

    public RefusedException(Refusal refusal, String message) {
        this(refusal, message, null);
    }

    private RefusedException(Refusal refusal, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** Too much in too short a time. */
    static RefusedException rateLimited(String message, Duration retryAfter) {
        return new RefusedException(Refusal.RATE_LIMITED, message, retryAfter);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** In how many whole seconds, at least one, the same request may succeed; empty when that is not known. */
    public Optional<Long> retryAfter() {
        return Optional.ofNullable(retryAfter)
                .map(wait -> Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
