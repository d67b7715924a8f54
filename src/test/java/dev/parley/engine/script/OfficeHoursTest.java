package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.Problems;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeHoursTest {
    // Buenos Aires is three hours behind UTC all year; 23 November 2026 is a Monday.
    private static final OfficeHours HOURS = read("{'timezone':'America/Buenos_Aires','hours':["
            + "{'day':'mon','since':'9:30','until':'18:00'},{'day':'Tue','since':'20:00'},"
            + "{'day':'wed','until':'1:00'},{'day':'thu'}]}");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T12:29:59Z, false",
        "2026-11-23T12:30:00Z, true",
        "2026-11-23T21:00:00Z, true",
        "2026-11-23T21:00:01Z, false",
        "2026-11-24T22:59:59Z, false",
        "2026-11-24T23:00:00Z, true",
        "2026-11-25T02:59:59.999Z, true",
        "2026-11-25T03:00:00Z, true",
        "2026-11-25T04:00:00Z, true",
        "2026-11-25T04:00:01Z, false",
        "2026-11-26T03:00:00Z, true",
        "2026-11-27T02:59:59Z, true",
        "2026-11-27T03:00:00Z, false"
    })
    void bothEndsCountAndAMissingOneIsTheDays(Instant at, boolean open) {
        assertThat(HOURS.isOpen(at)).isEqualTo(open);
    }

    @Test
    void theClocksOfAZoneMayChange() {
        OfficeHours berlin =
                read("{'timezone':'Europe/Berlin','hours':[{'day':'sun','since':'9:00','until':'24:00'}]}");

        assertThat(berlin.isOpen(Instant.parse("2026-10-18T07:00:00Z"))).isTrue();
        assertThat(berlin.isOpen(Instant.parse("2026-10-25T07:00:00Z"))).isFalse();
        assertThat(berlin.isOpen(Instant.parse("2026-10-25T08:00:00Z"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'hours':[]} | timezone",
                "{'timezone':'UTC'} | hours",
                "{'timezone':'Mars/Olympus','hours':[]} | No such time zone (Mars/Olympus)",
                "{'timezone':'UTC','hours':[{}]} | day",
                "{'timezone':'UTC','hours':[{'day':'monday'}]} | Days are",
                "{'timezone':'UTC','hours':[{'day':'mon','since':'25:00'}]} | Times are written",
                "{'timezone':'UTC','hours':[{'day':'mon','until':'9:60'}]} | Times are written",
                "{'timezone':'UTC','hours':[{'day':'mon','until':'noon'}]} | Times are written",
                "{'timezone':'UTC','hours':[{'day':'mon','from':'9:00'}]} | from",
                "7 | object"
            })
    void whatCannotBeReadIsNamed(String hours, String reason) {
        Problems problems = new Problems();
        new OfficeHoursReader(problems).read("#/in_hours", Json.decodeValue(hours.replace('\'', '"')));

        assertThat(problems.found().toString()).contains(reason);
    }

    private static OfficeHours read(String hours) {
        Problems problems = new Problems();
        OfficeHours read = new OfficeHoursReader(problems)
                .read("#", new JsonObject(hours.replace('\'', '"')))
                .orElseThrow();
        assertThat(problems.found()).isEmpty();
        return read;
    }
}
