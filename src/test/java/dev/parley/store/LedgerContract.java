package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Ledger;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens, audit and errors. */
public abstract class LedgerContract extends StoreContract {
    private static final String SECRET = "the-error-that-must-go";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    @BeforeEach
    void makeBot() {
        get(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.EPOCH)));
    }

    @Test
    void tokensComeOldestFirstAsTheyWerePut() {
        ApiToken young = token(ApiToken.Role.READ, Set.of(bot, UUID.randomUUID()), NOON.plusSeconds(1));
        ApiToken old = token(ApiToken.Role.ADMIN, Set.of(), NOON);
        get(store.ledger().putToken(young));
        get(store.ledger().putToken(old));

        reopen();

        assertThat(get(store.ledger().tokens())).containsExactly(old, young);
    }

    @Test
    void aTokenIsReplacedById() {
        ApiToken before = token(ApiToken.Role.READ, Set.of(), NOON);
        ApiToken after = new ApiToken(
                before.id(), "other", "f".repeat(64), ApiToken.Role.OPERATOR, Set.of(bot), NOON.plusSeconds(9));
        get(store.ledger().putToken(before));

        get(store.ledger().putToken(after));

        assertThat(get(store.ledger().tokens())).containsExactly(after);
    }

    @Test
    void aRevokedTokenIsGone() {
        ApiToken token = token(ApiToken.Role.READ, Set.of(), NOON);
        get(store.ledger().putToken(token));

        assertThat(get(store.ledger().removeToken(token.id()))).isTrue();

        assertThat(get(store.ledger().removeToken(token.id()))).isFalse();
        reopen();
        assertThat(get(store.ledger().tokens())).isEmpty();
    }

    @Test
    void aTokenOfAnErasedBotIsNotOneForAllBots() {
        get(store.ledger().putToken(token(ApiToken.Role.ADMIN, Set.of(bot), NOON)));

        get(store.eraseBot(bot));

        assertThat(get(store.ledger().tokens()))
                .singleElement()
                .extracting(ApiToken::bots)
                .isEqualTo(Set.of(bot));
    }

    @Test
    void auditIsNumberedAndReadBackwardsInPages() {
        UUID subject = UUID.randomUUID();
        for (int i = 1; i <= 5; i++) {
            get(store.ledger()
                    .audit(new AuditEntry(
                            77, NOON.plusSeconds(i), "ops", "act" + i, i == 1 ? null : bot, i == 1 ? null : subject)));
        }

        reopen();

        assertThat(get(store.ledger().audits(OptionalLong.empty(), 2)))
                .containsExactly(
                        new AuditEntry(5, NOON.plusSeconds(5), "ops", "act5", bot, subject),
                        new AuditEntry(4, NOON.plusSeconds(4), "ops", "act4", bot, subject));
        assertThat(get(store.ledger().audits(OptionalLong.of(4), 10)))
                .extracting(AuditEntry::number)
                .containsExactly(3L, 2L, 1L);
        assertThat(get(store.ledger().audits(OptionalLong.of(2), 10)))
                .containsExactly(new AuditEntry(1, NOON.plusSeconds(1), "ops", "act1", null, null));
        assertThat(get(store.ledger().audits(OptionalLong.of(1), 10))).isEmpty();
        assertThat(get(store.ledger().audits(OptionalLong.empty(), 0))).isEmpty();
    }

    @Test
    void auditOutlivesWhatItIsAbout() {
        UUID id = session();
        get(store.ledger().audit(new AuditEntry(0, NOON, "ops", "erase", bot, id)));

        get(store.erase(any(id)));
        get(store.eraseBot(bot));

        assertThat(get(store.ledger().audits(OptionalLong.empty(), 10))).hasSize(1);
    }

    @Test
    void errorsAreReadNewestFirst() {
        UUID id = session();
        BotError first = new BotError(NOON, bot, id, "menu", "Unknown variable: x");
        BotError second = new BotError(NOON, bot, null, null, "the hook answers 500");
        get(store.ledger().error(first));
        get(store.ledger().error(second));
        get(store.ledger().error(new BotError(NOON, other(), null, null, "another's")));

        reopen();

        assertThat(get(store.ledger().errors(bot, 10))).containsExactly(second, first);
        assertThat(get(store.ledger().errors(bot, 1))).containsExactly(second);
        assertThat(get(store.ledger().errors(UUID.randomUUID(), 10))).isEmpty();
    }

    @Test
    void ofTooManyErrorsTheOldestGo() {
        UUID other = other();
        get(store.ledger().error(new BotError(NOON, other, null, null, "stays")));
        List<Future<Void>> written = new ArrayList<>();
        for (int i = 0; i < Ledger.ERRORS_OF_A_BOT; i++) {
            written.add(store.ledger().error(new BotError(NOON, bot, null, null, "e" + i)));
        }
        get(Future.all(written));
        assertThat(get(store.ledger().errors(bot, 2_000)))
                .hasSize(Ledger.ERRORS_OF_A_BOT)
                .last()
                .extracting(BotError::message)
                .isEqualTo("e0");

        get(store.ledger().error(new BotError(NOON, bot, null, null, "one more")));

        List<BotError> errors = get(store.ledger().errors(bot, 2_000));
        assertThat(errors).hasSize(Ledger.ERRORS_OF_A_BOT);
        assertThat(errors.get(0).message()).isEqualTo("one more");
        assertThat(errors.get(errors.size() - 1).message()).isEqualTo("e1");
        assertThat(get(store.ledger().errors(other, 10))).hasSize(1);
    }

    @Test
    void whatIsGoneHasNoErrorsAndGetsNone() {
        UUID id = session();
        get(store.ledger().error(new BotError(NOON, bot, id, null, SECRET)));
        get(store.ledger().error(new BotError(NOON, bot, null, null, "stays")));

        get(store.erase(any(id)));

        assertThat(get(store.ledger().errors(bot, 10)))
                .extracting(BotError::message)
                .containsExactly("stays");
        get(store.ledger().error(new BotError(NOON, bot, id, null, SECRET)));
        get(store.ledger().error(new BotError(NOON, UUID.randomUUID(), null, null, SECRET)));
        assertThat(get(store.ledger().errors(bot, 10))).hasSize(1);
        get(store.ledger().error(new BotError(NOON, bot, null, null, SECRET)));
        get(store.eraseBot(bot));
        assertThat(get(store.ledger().errors(bot, 10))).isEmpty();
        reopen();
        assertThat(lab.mentions(id, SECRET)).isFalse();
    }

    private UUID other() {
        UUID other = UUID.randomUUID();
        get(store.putBot(new BotRecord(other, new JsonObject(), false, Instant.EPOCH)));
        return other;
    }

    private static ApiToken token(ApiToken.Role role, Set<UUID> bots, Instant at) {
        return new ApiToken(UUID.randomUUID(), "ops", "0a".repeat(32), role, bots, at);
    }
}
