package dev.parley.store.postgres;

import dev.parley.conversation.Statistics;
import dev.parley.store.Micros;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What is counted, in PostgreSQL. */
record PostgresStatistics(PostgresReaders readers) implements Statistics {
    private static final String SESSIONS = " FROM bot b JOIN session s ON s.bot = b.key ";
    private static final String USAGE = "SELECT count(DISTINCT s.key), count(*),"
            + " count(*) FILTER (WHERE e.seq <= s.engine_position AND u.seq IS NULL)"
            + SESSIONS + "JOIN event e ON e.session = s.key"
            + " LEFT JOIN undeliverable u ON u.session = e.session AND u.seq = e.seq"
            + " WHERE b.id = $1 AND s.last_in >= $2 AND e.at >= $2"
            + " AND e.author = 'person' AND e.kind IN ('text', 'image', 'invalid_image', 'file')";
    private static final String BACKLOG = "SELECT b.id, count(*), min(e.at)"
            + " FROM session s JOIN bot b ON b.key = s.bot"
            + " JOIN event e ON e.session = s.key AND e.seq > s.engine_position"
            + " WHERE s.engine_position < s.person_seq AND b.id IS NOT NULL"
            + " AND e.author = 'person' AND e.kind NOT IN ('joined', 'left', 'typing_on', 'typing_off', 'closed') GROUP BY b.id";
    private static final String EXPIRED = "(SELECT s.id" + SESSIONS
            + "WHERE b.id = $1 AND s.closed_at < $2 ORDER BY s.closed_at LIMIT $4) UNION (SELECT s.id" + SESSIONS
            + "WHERE b.id = $1 AND s.first_in IS NULL AND s.created_at < $3 ORDER BY s.created_at LIMIT $4) LIMIT $4";

    @Override
    public Future<List<Span>> spans(UUID bot, Optional<UUID> after, int limit) {
        return readers.list(
                "SELECT s.id, s.first_in, s.last_in" + SESSIONS
                        + "WHERE b.id = $1 AND s.id > $2 AND s.first_in IS NOT NULL ORDER BY s.id LIMIT $3",
                row -> new Span(row.getUUID(0), Micros.instant(row.getLong(1)), Micros.instant(row.getLong(2))),
                bot,
                after.orElse(PostgresReaders.BEFORE_ALL),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<Usage> usage(UUID bot, Instant since) {
        return readers.list(
                        USAGE, row -> new Usage(row.getLong(0), row.getLong(1), row.getLong(2)), bot, Micros.of(since))
                .map(counts -> counts.get(0));
    }

    @Override
    public Future<Map<String, Long>> skills(UUID bot, Instant since) {
        return readers.read(
                "SELECT k.skill, count(*)" + SESSIONS
                        + "JOIN skill_use k ON k.session = s.key WHERE b.id = $1 AND k.at >= $2 GROUP BY k.skill",
                rows -> {
                    Map<String, Long> skills = new TreeMap<>();
                    rows.forEach(row -> skills.put(row.getString(0), row.getLong(1)));
                    return skills;
                },
                bot,
                Micros.of(since));
    }

    @Override
    public Future<List<Backlog>> backlog() {
        return readers.list(
                BACKLOG, row -> new Backlog(row.getUUID(0), row.getLong(1), Micros.instant(row.getLong(2))));
    }

    @Override
    public Future<List<UUID>> expired(UUID bot, Instant closedBefore, Instant silentBefore, int limit) {
        return readers.list(
                EXPIRED, row -> row.getUUID(0), bot, Micros.of(closedBefore), Micros.of(silentBefore), (long)
                        Math.max(0, limit));
    }
}
