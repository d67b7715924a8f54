package dev.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTextTest {
    @Test
    void eitherCaseIsRead() {
        UUID id = UUID.randomUUID();

        assertThat(UuidText.parse(id.toString())).contains(id);
        assertThat(UuidText.parse(id.toString().toUpperCase(java.util.Locale.ROOT)))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zzz",
                "1-1-1-1-1",
                "2f6dc44d-dad1-4969-b22f-729c3b77f63",
                "2f6dc44d-dad1-4969-b22f-729c3b77f6388",
                "2f6dc44d-dad1-4969-b22f-729c3b77f63g",
                "2f6dc44ddad1-4969-b22f--729c3b77f638",
                "+f6dc44d-dad1-4969-b22f-729c3b77f638",
                "２f6dc44d-dad1-4969-b22f-729c3b77f638"
            })
    void whatIsNotAUuidIsRefused(String text) {
        assertThat(UuidText.parse(text)).isEmpty();
    }
}
