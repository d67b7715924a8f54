package dev.parley.engine.script;

import dev.parley.engine.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"hours":[{"day":"mon","since":"9:30","until":"18:00"}],"timezone":"America/Buenos_Aires"}}. */
final class OfficeHoursReader {
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");
    private static final LocalTime END_OF_DAY = LocalTime.MAX;

    private final Problems problems;

    OfficeHoursReader(Problems problems) {
        this.problems = problems;
    }

    /** The hours; empty after noting why they cannot be read. */
    Optional<OfficeHours> read(String path, @Nullable Object value) {
        JsonObject written = problems.object(path, value);
        if (written == null) {
            return Optional.empty();
        }
        problems.keys(path, written, List.of("hours", "timezone"), List.of());
        ZoneId zone = written.containsKey("timezone") ? zone(path + "/timezone", written.getValue("timezone")) : null;
        List<OfficeHours.Span> spans = new ArrayList<>();
        JsonArray hours =
                written.containsKey("hours") ? problems.array(path + "/hours", written.getValue("hours")) : null;
        for (int i = 0; hours != null && i < hours.size(); i++) {
            span(path + "/hours/" + i, hours.getValue(i)).ifPresent(spans::add);
        }
        return zone == null ? Optional.empty() : Optional.of(new OfficeHours(zone, spans));
    }

    private Optional<OfficeHours.Span> span(String path, @Nullable Object value) {
        JsonObject span = problems.object(path, value);
        if (span == null) {
            return Optional.empty();
        }
        problems.keys(path, span, List.of("day"), List.of("since", "until"));
        DayOfWeek day = span.containsKey("day") ? day(path + "/day", span.getValue("day")) : null;
        LocalTime since = span.containsKey("since") ? time(path + "/since", span.getValue("since")) : LocalTime.MIN;
        LocalTime until = span.containsKey("until") ? time(path + "/until", span.getValue("until")) : END_OF_DAY;
        return day == null || since == null || until == null
                ? Optional.empty()
                : Optional.of(new OfficeHours.Span(day, since, until));
    }

    private @Nullable ZoneId zone(String path, @Nullable Object value) {
        String name = problems.text(path, value);
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            problems.say(path, "No such time zone (" + name + ")");
            return null;
        }
    }

    private @Nullable DayOfWeek day(String path, @Nullable Object value) {
        String name = problems.text(path, value);
        if (name == null) {
            return null;
        }
        Optional<DayOfWeek> day = Stream.of(DayOfWeek.values())
                .filter(each -> each.name().substring(0, 3).equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (day.isEmpty()) {
            problems.say(path, "Days are mon, tue, wed, thu, fri, sat and sun (" + name + ")");
        }
        return day.orElse(null);
    }

    private @Nullable LocalTime time(String path, @Nullable Object value) {
        String text = problems.text(path, value);
        if (text == null) {
            return null;
        }
        Matcher time = TIME.matcher(text);
        int hour = time.matches() ? Integer.parseInt(time.group(1)) : -1;
        int minute = time.matches() ? Integer.parseInt(time.group(2)) : -1;
        if (hour == 24 && minute == 0) {
            return END_OF_DAY;
        }
        if (hour < 0 || hour > 23 || minute > 59) {
            problems.say(path, "Times are written like 9:30 or 18:00 (" + text + ")");
            return null;
        }
        return LocalTime.of(hour, minute);
    }
}
