package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("prefix", "typing", "quiet", "end_on");

    @ParameterizedTest
    @CsvSource({"prefx,prefix", "Typing,typing", "end-on,end_on", "quite,quiet", "typping,typing"})
    void findsTheWordThatWasMeant(String written, String meant) {
        assertThat(Nearest.of(written, KNOWN)).isEqualTo(meant);
    }

    @Test
    void guessesNothingForAWordThatIsFarFromAll() {
        assertThat(Nearest.of("colour", KNOWN)).isNull();
        assertThat(Nearest.of("", KNOWN)).isNull();
        assertThat(Nearest.of("prefix".repeat(1_000_000), KNOWN)).isNull();
    }
}
