package dev.parley.store.sqlite;

import dev.parley.conversation.Statistics;
import dev.parley.store.Micros;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is counted, in SQLite. */
record SqliteStatistics(SqliteReaders readers) implements Statistics {
    @Override
    public Future<List<Span>> spans(UUID bot, Optional<UUID> after, int limit) {
        return readers.read(found -> found.statistics.spans(bot, after, limit));
    }

    @Override
    public Future<Usage> usage(UUID bot, Instant since) {
        return readers.read(found -> found.statistics.usage(bot, Micros.of(since)));
    }

    @Override
    public Future<Map<String, Long>> skills(UUID bot, Instant since) {
        return readers.read(found -> found.statistics.skills(bot, Micros.of(since)));
    }

    @Override
    public Future<List<Backlog>> backlog() {
        return readers.read(found -> found.statistics.backlog());
    }

    @Override
    public Future<List<UUID>> expired(UUID bot, Instant closedBefore, Instant silentBefore, int limit) {
        return readers.read(
                found -> found.statistics.expired(bot, Micros.of(closedBefore), Micros.of(silentBefore), limit));
    }
}
