package dev.parley.engine.script;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** When humans are there, in a time zone of their own. */
record OfficeHours(ZoneId zone, List<Span> spans) {
    /** A part of a weekday, both ends included. */
    record Span(DayOfWeek day, LocalTime since, LocalTime until) {}

    boolean isOpen(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        return spans.stream()
                .anyMatch(span ->
                        span.day == local.getDayOfWeek() && !time.isBefore(span.since) && !time.isAfter(span.until));
    }
}
