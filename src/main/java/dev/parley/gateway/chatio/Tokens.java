package dev.parley.gateway.chatio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads what says who a customer is. Both kinds are signed with a key of the store and good until they expire:
 * nothing is kept of them, and they outlive a restart. Immutable; any thread.
 */
final class Tokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int CLAIM_BYTES = 1 + 4 * Long.BYTES;

    /** What a token is for; one kind does not pass for another. */
    enum Kind {
        /** Opens the API, as long as clients are told. */
        ACCESS(1, "dal:", Duration.ofHours(8)),
        /** In a cookie, it lets a browser that returns be who it was. */
        RETURN(2, "", Duration.ofDays(365));

        private final byte code;
        private final String prefix;
        private final Duration life;

        Kind(int code, String prefix, Duration life) {
            this.code = (byte) code;
            this.prefix = prefix;
            this.life = life;
        }

        Duration life() {
            return life;
        }
    }

    private final SecretKeySpec key;
    private final InstantSource clock;

    /**
     * @param secret to sign with
     */
    Tokens(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    String make(Kind kind, long license, UUID customer) {
        ByteBuffer claim = ByteBuffer.allocate(CLAIM_BYTES + MAC_BYTES)
                .put(kind.code)
                .putLong(license)
                .putLong(customer.getMostSignificantBits())
                .putLong(customer.getLeastSignificantBits())
                .putLong(clock.instant().plus(kind.life).getEpochSecond());
        claim.put(mac(claim.array()));
        return kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(claim.array());
    }

    /** Whom a token of this kind and licence stands for; empty when it is none, or has expired. */
    Optional<UUID> read(Kind kind, long license, String token) {
        if (!token.startsWith(kind.prefix)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token.substring(kind.prefix.length()));
            if (bytes.length != CLAIM_BYTES + MAC_BYTES) {
                return Optional.empty();
            }
            if (!MessageDigest.isEqual(Arrays.copyOfRange(bytes, CLAIM_BYTES, bytes.length), mac(bytes))) {
                return Optional.empty();
            }
            ByteBuffer claim = ByteBuffer.wrap(bytes);
            byte code = claim.get();
            long meant = claim.getLong();
            UUID customer = new UUID(claim.getLong(), claim.getLong());
            boolean alive = Instant.ofEpochSecond(claim.getLong()).isAfter(clock.instant());
            return code == kind.code && meant == license && alive ? Optional.of(customer) : Optional.empty();
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(claim, 0, CLAIM_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
