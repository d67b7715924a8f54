package dev.parley.engine.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole answer to a call. */
public record OutboundReply(int status, MultiMap headers, Buffer body) {
    /** True for 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** How long the other side wants to be left alone ({@code Retry-After}), if it says so. */
    public Optional<Duration> retryAfter() {
        return retryAfter(headers.get("retry-after"), Instant.now());
    }

    /** Reads {@code Retry-After}: seconds or a date; never negative. */
    static Optional<Duration> retryAfter(@Nullable String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
