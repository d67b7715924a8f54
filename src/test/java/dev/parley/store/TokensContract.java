package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.BotRecord;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The tokens of the REST API. */
public abstract class TokensContract extends StoreContract {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    @Test
    void tokensComeOldestFirstAsTheyWerePut() {
        ApiToken young = token(ApiToken.Role.READ, Set.of(bot, UUID.randomUUID()), NOON.plusSeconds(1));
        ApiToken old = token(ApiToken.Role.ADMIN, Set.of(), NOON);
        get(store.tokens().put(young));
        get(store.tokens().put(old));

        reopen();

        assertThat(get(store.tokens().all())).containsExactly(old, young);
    }

    @Test
    void aTokenIsReplacedById() {
        ApiToken before = token(ApiToken.Role.READ, Set.of(), NOON);
        ApiToken after = new ApiToken(
                before.id(), "other", "f".repeat(64), ApiToken.Role.OPERATOR, Set.of(bot), NOON.plusSeconds(9));
        get(store.tokens().put(before));

        get(store.tokens().put(after));

        assertThat(get(store.tokens().all())).containsExactly(after);
    }

    @Test
    void aRevokedTokenIsGone() {
        ApiToken token = token(ApiToken.Role.READ, Set.of(), NOON);
        get(store.tokens().put(token));

        assertThat(get(store.tokens().remove(token.id()))).isTrue();

        assertThat(get(store.tokens().remove(token.id()))).isFalse();
        reopen();
        assertThat(get(store.tokens().all())).isEmpty();
    }

    @Test
    void aTokenOfAnErasedBotIsNotOneForAllBots() {
        get(store.tokens().put(token(ApiToken.Role.ADMIN, Set.of(bot), NOON)));

        get(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.EPOCH)));
        get(store.eraseBot(bot));

        assertThat(get(store.tokens().all()))
                .singleElement()
                .extracting(ApiToken::bots)
                .isEqualTo(Set.of(bot));
    }

    private static ApiToken token(ApiToken.Role role, Set<UUID> bots, Instant at) {
        return new ApiToken(UUID.randomUUID(), "ops", "0a".repeat(32), role, bots, at);
    }
}
