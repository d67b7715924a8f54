package dev.parley.store.sqlite;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Tokens, audit and errors, in SQLite. */
record SqliteLedger(Access access, Tables tables) implements Ledger {
    @Override
    public Future<List<ApiToken>> tokens() {
        return access.read(found -> found.ledger().tokens());
    }

    @Override
    public Future<Void> putToken(ApiToken token) {
        return access.write(transaction -> {
            tables.ledger().put(token);
            return null;
        });
    }

    @Override
    public Future<Boolean> removeToken(UUID id) {
        return access.write(transaction -> tables.ledger().remove(id));
    }

    @Override
    public Future<Void> audit(AuditEntry entry) {
        return access.write(transaction -> {
            tables.ledger().insert(entry);
            return null;
        });
    }

    @Override
    public Future<List<AuditEntry>> audits(OptionalLong before, int limit) {
        return access.read(found -> found.ledger().audits(before.orElse(Long.MAX_VALUE), limit));
    }

    @Override
    public Future<Void> error(BotError error) {
        return access.write(transaction -> {
            note(error);
            return null;
        });
    }

    private void note(BotError error) throws SQLException {
        long bot = tables.bots().key(error.bot());
        UUID id = error.session();
        long session = id == null ? 0 : tables.sessions().key(id);
        boolean gone = bot == 0 || (id != null && session == 0);
        if (!gone) {
            tables.ledger().insert(bot, session, error);
        }
    }

    @Override
    public Future<List<BotError>> errors(UUID bot, int limit) {
        return access.read(found -> found.ledger().errors(bot, limit));
    }
}
