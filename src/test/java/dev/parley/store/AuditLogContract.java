package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.AuditEntry;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was done by whom. */
public abstract class AuditLogContract extends StoreContract {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    @Test
    void auditIsNumberedAndReadBackwardsInPages() {
        UUID subject = UUID.randomUUID();
        for (int i = 1; i <= 5; i++) {
            get(store.audit()
                    .write(new AuditEntry(
                            77, NOON.plusSeconds(i), "ops", "act" + i, i == 1 ? null : bot, i == 1 ? null : subject)));
        }

        reopen();

        assertThat(get(store.audit().entries(OptionalLong.empty(), 2)))
                .containsExactly(
                        new AuditEntry(5, NOON.plusSeconds(5), "ops", "act5", bot, subject),
                        new AuditEntry(4, NOON.plusSeconds(4), "ops", "act4", bot, subject));
        assertThat(get(store.audit().entries(OptionalLong.of(4), 10)))
                .extracting(AuditEntry::number)
                .containsExactly(3L, 2L, 1L);
        assertThat(get(store.audit().entries(OptionalLong.of(2), 10)))
                .containsExactly(new AuditEntry(1, NOON.plusSeconds(1), "ops", "act1", null, null));
        assertThat(get(store.audit().entries(OptionalLong.of(1), 10))).isEmpty();
        assertThat(get(store.audit().entries(OptionalLong.empty(), 0))).isEmpty();
    }

    @Test
    void auditOutlivesWhatItIsAbout() {
        UUID id = session();
        get(store.audit().write(new AuditEntry(0, NOON, "ops", "erase", bot, id)));

        get(store.erase(any(id)));
        get(store.eraseBot(bot));

        assertThat(get(store.audit().entries(OptionalLong.empty(), 10))).hasSize(1);
    }
}
