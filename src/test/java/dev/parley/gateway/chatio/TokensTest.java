package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.chatio.Tokens.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final UUID ADA = UUID.fromString("ed9d4095-45d6-428d-9093-f8ec7f1f81b9");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = NOON;
    private final Tokens tokens = new Tokens("secret", () -> now);

    @Test
    void aTokenStandsForItsCustomerWithItsLicenceAlone() {
        String token = tokens.make(Kind.ACCESS, 7, ADA);

        assertThat(token).startsWith("dal:").matches("[\\x21-\\x7e]+").doesNotContain(ADA.toString());
        assertThat(tokens.read(Kind.ACCESS, 7, token)).contains(ADA);
        assertThat(tokens.read(Kind.ACCESS, 8, token)).isEmpty();
    }

    @Test
    void aTokenIsGoodUntilTheSecondItExpires() {
        String token = tokens.make(Kind.ACCESS, 7, ADA);

        now = NOON.plus(Duration.ofHours(8)).minusSeconds(1);
        assertThat(tokens.read(Kind.ACCESS, 7, token)).contains(ADA);
        now = NOON.plus(Duration.ofHours(8));
        assertThat(tokens.read(Kind.ACCESS, 7, token)).isEmpty();
    }

    @Test
    void anotherServersTokenIsNone() {
        String foreign = new Tokens("other", () -> now).make(Kind.ACCESS, 7, ADA);

        assertThat(tokens.read(Kind.ACCESS, 7, foreign)).isEmpty();
        assertThat(new Tokens("secret", () -> now).read(Kind.ACCESS, 7, tokens.make(Kind.ACCESS, 7, ADA)))
                .as("the same secret after a restart")
                .contains(ADA);
    }

    @Test
    void whatLetsABrowserReturnOpensNothing() {
        String cookie = tokens.make(Kind.RETURN, 7, ADA);

        assertThat(tokens.read(Kind.RETURN, 7, cookie)).contains(ADA);
        assertThat(tokens.read(Kind.ACCESS, 7, cookie)).isEmpty();
        assertThat(tokens.read(Kind.ACCESS, 7, "dal:" + cookie)).isEmpty();
        assertThat(tokens.read(Kind.RETURN, 7, tokens.make(Kind.ACCESS, 7, ADA).substring("dal:".length())))
                .isEmpty();
    }

    @Test
    void aTokenThatWasChangedAnywhereIsNone() {
        String token = tokens.make(Kind.ACCESS, 7, ADA);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.read(Kind.ACCESS, 7, changed)).as(changed).isEmpty();
        }
        for (String none : new String[] {"", "dal:", "nope", "dal:%%%", token + "A", token.substring(1)}) {
            assertThat(tokens.read(Kind.ACCESS, 7, none)).as(none).isEmpty();
        }
    }
}
