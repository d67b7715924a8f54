package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.ApiToken.Role;
import dev.parley.conversation.ApiTokens;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of the REST API. All of them are in memory, so a request asks no store; what is made or revoked is stored
 * first and counts from then on, on every event loop. Callable from any thread.
 */
public final class TokenRegistry {
    /** The name of the configured admin token, which is no row and cannot be revoked here. */
    public static final String ADMIN = "admin";

    private static final String PREFIX = "parley_";
    private static final int BYTES = 32;

    private final ApiTokens stored;
    private final ApiToken admin;
    private volatile List<ApiToken> made;

    private TokenRegistry(ApiTokens stored, ApiToken admin, List<ApiToken> made) {
        this.stored = stored;
        this.admin = admin;
        this.made = List.copyOf(made);
    }

    /**
     * A token that was made.
     *
     * @param token what is sent; it is shown now and never again
     */
    public record Made(ApiToken row, String token) {}

    /**
     * Reads the tokens of a store.
     *
     * @param admin the admin token, not empty
     */
    public static Future<TokenRegistry> load(ApiTokens stored, String admin) {
        if (admin.isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException("the admin token is empty"));
        }
        ApiToken known = new ApiToken(new UUID(0, 0), ADMIN, hash(admin), Role.ADMIN, Set.of(), Instant.EPOCH);
        return stored.all().map(rows -> new TokenRegistry(stored, known, rows));
    }

    /** Reads the tokens of a store to look after them where nobody is let in. */
    public static Future<TokenRegistry> load(ApiTokens stored) {
        // No token has an empty hash.
        ApiToken nobody = new ApiToken(new UUID(0, 0), ADMIN, "", Role.ADMIN, Set.of(), Instant.EPOCH);
        return stored.all().map(rows -> new TokenRegistry(stored, nobody, rows));
    }

    /** The tokens that were made, oldest first. */
    public List<ApiToken> all() {
        return made;
    }

    /**
     * Makes a token. Fails with a {@link NameTakenException}.
     *
     * @param bots the bots it is for; empty for all
     */
    public Future<Made> make(String name, Role role, Set<UUID> bots) {
        if (isTaken(name)) {
            return Future.failedFuture(new NameTakenException(name));
        }
        String token = PREFIX + random();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ApiToken row = new ApiToken(UUID.randomUUID(), name, hash(token), role, Set.copyOf(bots), now);
        return stored.put(row).compose(done -> {
            if (add(row)) {
                return Future.succeededFuture(new Made(row, token));
            }
            // Somebody took the name meanwhile.
            return stored.remove(row.id()).compose(gone -> Future.failedFuture(new NameTakenException(name)));
        });
    }

    /** Revokes a token; false when there is none with that id. */
    public Future<Boolean> revoke(UUID id) {
        return stored.remove(id).onSuccess(removed -> remove(id));
    }

    /** The token that was sent, if it is one. Every one is compared, each in constant time. */
    Optional<ApiToken> find(String sent) {
        byte[] guess = hash(sent).getBytes(UTF_8);
        ApiToken found = MessageDigest.isEqual(guess, admin.hash().getBytes(UTF_8)) ? admin : null;
        for (ApiToken token : made) {
            if (MessageDigest.isEqual(guess, token.hash().getBytes(UTF_8))) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    private synchronized boolean add(ApiToken row) {
        if (isTaken(row.name())) {
            return false;
        }
        List<ApiToken> more = new ArrayList<>(made);
        more.add(row);
        made = List.copyOf(more);
        return true;
    }

    private synchronized void remove(UUID id) {
        made = made.stream().filter(token -> !token.id().equals(id)).toList();
    }

    // Names are what the audit tells, so no two tokens share one.
    private boolean isTaken(String name) {
        return name.equals(ADMIN)
                || name.equals(Caller.OPEN.name())
                || made.stream().anyMatch(token -> token.name().equals(name));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
