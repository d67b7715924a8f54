package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.conversation.BotRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What went wrong with bots. */
public abstract class BotErrorsContract extends StoreContract {
    private static final String SECRET = "the-error-that-must-go";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    @BeforeEach
    void makeBot() {
        get(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.EPOCH)));
    }

    @Test
    void errorsAreReadNewestFirst() {
        UUID id = session();
        BotError first = new BotError(NOON, bot, id, "menu", "Unknown variable: x");
        BotError second = new BotError(NOON, bot, null, null, "the hook answers 500");
        get(store.errors().note(first));
        get(store.errors().note(second));
        get(store.errors().note(new BotError(NOON, other(), null, null, "another's")));

        reopen();

        assertThat(get(store.errors().of(bot, 10))).containsExactly(second, first);
        assertThat(get(store.errors().of(bot, 1))).containsExactly(second);
        assertThat(get(store.errors().of(UUID.randomUUID(), 10))).isEmpty();
    }

    @Test
    void ofTooManyErrorsTheOldestGo() {
        UUID other = other();
        get(store.errors().note(new BotError(NOON, other, null, null, "stays")));
        List<Future<Void>> written = new ArrayList<>();
        for (int i = 0; i < BotErrors.MOST; i++) {
            written.add(store.errors().note(new BotError(NOON, bot, null, null, "e" + i)));
        }
        get(Future.all(written));
        assertThat(get(store.errors().of(bot, 2_000)))
                .hasSize(BotErrors.MOST)
                .last()
                .extracting(BotError::message)
                .isEqualTo("e0");

        get(store.errors().note(new BotError(NOON, bot, null, null, "one more")));

        List<BotError> errors = get(store.errors().of(bot, 2_000));
        assertThat(errors).hasSize(BotErrors.MOST);
        assertThat(errors.get(0).message()).isEqualTo("one more");
        assertThat(errors.get(errors.size() - 1).message()).isEqualTo("e1");
        assertThat(get(store.errors().of(other, 10))).hasSize(1);
    }

    @Test
    void whatIsGoneHasNoErrorsAndGetsNone() {
        UUID id = session();
        get(store.errors().note(new BotError(NOON, bot, id, null, SECRET)));
        get(store.errors().note(new BotError(NOON, bot, null, null, "stays")));

        get(store.erase(any(id)));

        assertThat(get(store.errors().of(bot, 10)))
                .extracting(BotError::message)
                .containsExactly("stays");
        get(store.errors().note(new BotError(NOON, bot, id, null, SECRET)));
        get(store.errors().note(new BotError(NOON, UUID.randomUUID(), null, null, SECRET)));
        assertThat(get(store.errors().of(bot, 10))).hasSize(1);
        get(store.errors().note(new BotError(NOON, bot, null, null, SECRET)));
        get(store.eraseBot(bot));
        assertThat(get(store.errors().of(bot, 10))).isEmpty();
        reopen();
        assertThat(lab.mentions(id, SECRET)).isFalse();
    }

    private UUID other() {
        UUID other = UUID.randomUUID();
        get(store.putBot(new BotRecord(other, new JsonObject(), false, Instant.EPOCH)));
        return other;
    }
}
