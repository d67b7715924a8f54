package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The manifest's {@code retry_for}: seconds, or a text like {@code "15m"}, at most a day. */
final class RetryFor implements Shape {
    static final Duration DEFAULT = Duration.ofMinutes(15);

    private static final Duration MOST = Duration.ofHours(24);
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})([smh])");

    @Override
    public void check(String path, @Nullable Object value, Consumer<Problem> problems) {
        if (!(value instanceof Integer || value instanceof String)) {
            problems.accept(Problem.wrongType(path, value, "integer", "string"));
            return;
        }
        Duration read = read(value);
        if (read == null || read.isNegative() || read.compareTo(MOST) > 0) {
            problems.accept(Problem.schema(
                    path, new JsonObject().put("expected", "seconds, or like 30s, 15m, 2h; at most 24h")));
        }
    }

    /** The duration a value says, null when it says none. */
    static @Nullable Duration read(@Nullable Object value) {
        if (value instanceof Integer seconds) {
            return Duration.ofSeconds(seconds);
        }
        Matcher text = TEXT.matcher(value instanceof String string ? string : "");
        if (!text.matches()) {
            return null;
        }
        long amount = Long.parseLong(text.group(1));
        return switch (text.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
