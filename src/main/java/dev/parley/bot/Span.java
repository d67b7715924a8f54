package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A length of time in a manifest: seconds, or a text like {@code "15m"}, within bounds. */
public record Span(Duration least, Duration most) implements Schema {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})([smh])");

    @Override
    public void check(String path, @Nullable Object value, Consumer<Problem> problems) {
        if (!(value instanceof Integer || value instanceof String)) {
            problems.accept(Problem.wrongType(path, value, "integer", "string"));
            return;
        }
        Duration read = read(value);
        if (read == null || read.compareTo(least) < 0 || read.compareTo(most) > 0) {
            String bounds = least.isZero() ? "" : "at least " + shown(least) + ", ";
            problems.accept(Problem.schema(
                    path,
                    new JsonObject()
                            .put("expected", "seconds, or like 30s, 15m, 2h; " + bounds + "at most " + shown(most))));
        }
    }

    /** The duration a checked setting says, or the default when it is not set. */
    public static Duration of(JsonObject settings, String key, Duration otherwise) {
        Duration read = read(settings.getValue(key));
        return read == null ? otherwise : read;
    }

    /** The duration a value says, null when it says none. */
    private static @Nullable Duration read(@Nullable Object value) {
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

    private static String shown(Duration duration) {
        if (duration.toMinutes() % 60 == 0 && !duration.minusHours(1).isNegative()) {
            return duration.toHours() + "h";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
