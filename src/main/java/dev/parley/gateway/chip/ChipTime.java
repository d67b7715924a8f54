package dev.parley.gateway.chip;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Chip writes them: RFC 3339 in UTC, microseconds, zeros at the end of a fraction cut off. */
final class ChipTime {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d{1,9})?\\d*(Z|[+-]\\d\\d:\\d\\d)");

    /** What clients that know no time may send; it is none. */
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private ChipTime() {}

    static String format(Instant at) {
        return FORMAT.format(at);
    }

    /**
     * A time with its zone, rounded up to a microsecond: what was before the one written is before the one read. Empty when
     * the text is none.
     */
    static Optional<Instant> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String fraction = form.group(2) == null ? "" : form.group(2);
        try {
            Instant read = OffsetDateTime.parse(form.group(1) + fraction + form.group(3))
                    .toInstant();
            Instant micros = read.truncatedTo(ChronoUnit.MICROS);
            return Optional.of(micros.equals(read) ? read : micros.plus(1, ChronoUnit.MICROS))
                    .filter(at -> !at.equals(ZERO));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
