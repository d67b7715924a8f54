package dev.parley.api;

import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.Ledger;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down who did something that must be answered for; never what it was about. */
final class Audit {
    private final Ledger ledger;

    Audit(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes one entry. Reading waits for this first, so that nothing is read that is not written down.
     *
     * @param subject the session or person, if it is about one
     */
    Future<Void> write(Request request, String action, @Nullable UUID bot, @Nullable UUID subject) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return ledger.audit(new AuditEntry(0, now, request.caller().name(), action, bot, subject));
    }
}
