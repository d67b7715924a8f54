package dev.parley.gateway.chip;

import dev.parley.bot.UuidText;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a message is known to clients, and to who sent it. A number that Courier gave is kept as it came. All others get
 * theirs from the message's time, which no other message of the person has: 2^52 and the microseconds since 1970. So they
 * are one sequence that Courier's never reach, and there is nothing to store or to look up.
 *
 * @param number what clients are told
 * @param outside by what the sender knows it; null when that is this server
 */
record MessageId(long number, @Nullable String outside) {
    /** Where own numbers begin; a client that counts in doubles is exact up to twice that. */
    static final long OWN = 1L << 52;

    private static final String NUMBER = "id";
    private static final String UUID = "uuid";

    /** The id of a message that begins with this event. */
    static MessageId of(Event first) {
        JsonObject note = first.note();
        if (note != null && note.getValue(NUMBER) instanceof Number given) {
            return new MessageId(given.longValue(), Long.toString(given.longValue()));
        }
        return new MessageId(
                OWN + ChronoUnit.MICROS.between(Instant.EPOCH, first.at()), note == null ? null : note.getString(UUID));
    }

    /** Notes the id a sender gave: a number other than 0, or a UUID. */
    static void note(JsonObject note, @Nullable Long number, @Nullable String uuid) {
        if (number != null && number != 0) {
            note.put(NUMBER, number);
        } else if (uuid != null && !uuid.isEmpty()) {
            note.put(UUID, uuid);
        }
    }

    /** The id a sender gave, as it can be told twice; empty when it gave none. */
    static Optional<String> outside(JsonObject note) {
        return note.getValue(NUMBER) instanceof Number number
                ? Optional.of(Long.toString(number.longValue()))
                : Optional.ofNullable(note.getString(UUID));
    }

    static boolean isUuid(String text) {
        return UuidText.parse(text.toLowerCase(Locale.ROOT)).isPresent();
    }

    /** Whether a client means this message. */
    boolean is(Object confirmed) {
        return confirmed.equals(number) || confirmed.equals(outside);
    }
}
