package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptIndexTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{}", "{%22a%22:1}", "index=", "index", "Index=3", "_=1&x=index=2", "xindex=2"})
    void withoutAnIndexTheCursorCounts(String query) {
        assertThat(TranscriptIndex.parse(query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "index=0, 0",
        "index=1, 1",
        "index=007, 7",
        "{}&index=2, 2",
        "index=2&index=abc, 2",
        "index=999999999999999999, 999999999999999999",
        "index=1000000000000000000, 9223372036854775807",
        "index=99999999999999999999999999999999, 9223372036854775807"
    })
    void theFirstIndexCounts(String query, long index) {
        assertThat(TranscriptIndex.parse(query)).hasValue(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index=abc", "index=-1", "index=1.9", "index=2abc", "index=+2", "index=%202", "index=٣"})
    void whatIsNoWholeNumberIsRefused(String query) {
        Fault fault = catchThrowableOfType(Fault.class, () -> TranscriptIndex.parse(query));

        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo(10);
    }

    @Test
    void zerosAloneMeanEverything() {
        assertThat(TranscriptIndex.parse("index=000")).hasValue(0);
    }
}
