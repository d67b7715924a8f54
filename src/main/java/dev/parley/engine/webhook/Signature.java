package dev.parley.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs after the Standard Webhooks specification: base64 of HMAC-SHA256 over {@code id.timestamp.body}, behind
 * {@code v1,}. With several secrets, while one takes the other's place, a receiver may check any of the signatures.
 */
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final List<SecretKeySpec> keys;

    private Signature(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /** Signs with these secrets, which {@linkplain #isSecret are} such. */
    static Signature with(List<String> secrets) {
        return new Signature(secrets.stream()
                .map(secret -> new SecretKeySpec(key(secret), ALGORITHM))
                .toList());
    }

    /** Whether a text is {@code whsec_} and base64 of 24 to 64 bytes. */
    static boolean isSecret(String text) {
        try {
            int bytes = text.startsWith(PREFIX) ? key(text).length : 0;
            return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @param timestamp in seconds, as in {@code webhook-timestamp}
     */
    String of(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
        return keys.stream().map(key -> "v1," + signed(key, head, body)).collect(Collectors.joining(" "));
    }

    private static String signed(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
