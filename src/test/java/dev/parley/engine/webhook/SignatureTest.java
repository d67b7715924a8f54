package dev.parley.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsTheSpecificationsExampleAsTheSpecificationDoes() {
        assertThat(Signature.with(List.of(SECRET)).of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void withTwoSecretsThereAreTheSignaturesOfBoth() {
        String first = Signature.with(List.of(SECRET)).of("id", 1, BODY);
        String second = Signature.with(List.of(OTHER)).of("id", 1, BODY);

        assertThat(first).isNotEqualTo(second);
        assertThat(Signature.with(List.of(SECRET, OTHER)).of("id", 1, BODY)).isEqualTo(first + " " + second);
    }

    @Test
    void theIdTheTimeAndTheBodyAreSigned() {
        Signature signature = Signature.with(List.of(SECRET));
        String one = signature.of("id", 1, BODY);

        assertThat(signature.of("id", 1, BODY)).isEqualTo(one);
        assertThat(signature.of("ie", 1, BODY)).isNotEqualTo(one);
        assertThat(signature.of("id", 2, BODY)).isNotEqualTo(one);
        assertThat(signature.of("id", 1, new byte[0])).isNotEqualTo(one);
    }

    @Test
    void aSecretIsAPrefixAnd24To64BytesInBase64() {
        assertThat(Signature.isSecret(SECRET)).isTrue();
        assertThat(Signature.isSecret(secret(23))).isFalse();
        assertThat(Signature.isSecret(secret(24))).isTrue();
        assertThat(Signature.isSecret(secret(64))).isTrue();
        assertThat(Signature.isSecret(secret(65))).isFalse();
        assertThat(Signature.isSecret(SECRET.substring(6))).isFalse();
        assertThat(Signature.isSecret("whsec_not base 64 at all, is it?")).isFalse();
    }

    private static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
