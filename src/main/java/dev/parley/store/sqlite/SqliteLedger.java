package dev.parley.store.sqlite;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.store.GroupedLedger;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Tokens, audit and errors, in SQLite. */
final class SqliteLedger extends GroupedLedger {
    private final SqliteReaders readers;

    SqliteLedger(WriteQueue writing, SqliteReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<List<ApiToken>> tokens() {
        return readers.read(found -> found.ledger().tokens());
    }

    @Override
    public Future<List<AuditEntry>> audits(OptionalLong before, int limit) {
        return readers.read(found -> found.ledger().audits(before.orElse(Long.MAX_VALUE), limit));
    }

    @Override
    public Future<List<BotError>> errors(UUID bot, int limit) {
        return readers.read(found -> found.ledger().errors(bot, limit));
    }
}
