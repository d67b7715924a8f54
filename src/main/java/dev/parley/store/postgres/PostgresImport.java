package dev.parley.store.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty store with the rows of another, all in one transaction: what is not committed was never there. It holds
 * the store's lock, so no server serves from it meanwhile.
 */
public final class PostgresImport {
    // What belongs to this database alone.
    private static final Set<String> OWN = Set.of("schema", "serving");

    private final Pool pool;
    private final SqlConnection connection;
    private final Map<String, List<Column>> tables = new TreeMap<>();

    /** A column; a key that the database chooses for new rows has a sequence. */
    private record Column(String name, String type, boolean sequence) {}

    private PostgresImport(Pool pool, SqlConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    /**
     * Takes the lock, makes the store if it is not there, and begins. Fails with an {@link IllegalStateException} that
     * says why when the store is in use, not empty, or none this server may write.
     */
    public static Future<PostgresImport> open(Vertx vertx, PostgresOptions options) {
        // The database may be silent for as long as it takes to count or commit everything.
        PostgresOptions patient = options.withPatience(Duration.ZERO);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .with(patient.net())
                .connectingTo(patient.writing())
                .using(vertx)
                .build();
        return pool.getConnection()
                .compose(connection -> {
                    PostgresSchema schema = new PostgresSchema(connection, options.name());
                    PostgresImport opened = new PostgresImport(pool, connection);
                    return schema.check()
                            .compose(fit -> Lock.take(connection))
                            .compose(taken -> taken
                                    ? schema.migrate()
                                    : Future.failedFuture(new StoreInUseException(options.name())))
                            .compose(migrated -> opened.begin())
                            .compose(begun -> opened.refuseUsed(options.name()))
                            .map(opened);
                })
                .recover(failure -> pool.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** The tables that can be filled, each with its columns. */
    public Map<String, List<String>> tables() {
        return tables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> table.getValue().stream().map(Column::name).toList(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Writes rows, with the values SQLite has for the columns. */
    public Future<Void> insert(String table, List<@Nullable Object[]> rows) {
        List<Column> columns = columns(table);
        String marks =
                IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
        List<Tuple> batch = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : rows) {
            Tuple tuple = Tuple.tuple();
            for (int i = 0; i < row.length; i++) {
                tuple.addValue(value(row[i], columns.get(i).type()));
            }
            batch.add(tuple);
        }
        String names = columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        return connection
                .preparedQuery("INSERT INTO " + quoted(table) + " (" + names + ") VALUES (" + marks + ")")
                .executeBatch(batch)
                .mapEmpty();
    }

    /** How many rows a table has now. */
    public Future<Long> count(String table) {
        return connection
                .query("SELECT count(*) FROM " + quoted(table))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Sets the sequences behind what was copied and makes all of it durable. */
    public Future<Void> commit() {
        Future<?> done = Future.succeededFuture();
        for (Map.Entry<String, List<Column>> table : tables.entrySet()) {
            for (Column column : table.getValue()) {
                if (column.sequence()) {
                    done = done.compose(before -> connection
                            .query("SELECT setval(pg_get_serial_sequence('" + table.getKey() + "', '" + column.name()
                                    + "'), coalesce(max(" + quoted(column.name()) + "), 0) + 1, false) FROM "
                                    + quoted(table.getKey()))
                            .execute());
                }
            }
        }
        String all = tables.keySet().stream().map(PostgresImport::quoted).collect(Collectors.joining(", "));
        return done.compose(set -> connection.query("COMMIT").execute())
                // So that the first queries are planned for what is there; without it they are only slower.
                .compose(committed -> connection.query("ANALYZE " + all).execute())
                .mapEmpty();
    }

    /** Ends the connection, which frees the lock and drops what was not committed. */
    public Future<Void> close() {
        return connection.close().eventually(pool::close);
    }

    private Future<Void> begin() {
        return connection
                .query("SELECT table_name, column_name, data_type, is_identity = 'YES' FROM information_schema.columns"
                        + " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position")
                .execute()
                .compose(rows -> {
                    rows.forEach(row -> {
                        if (!OWN.contains(row.getString(0))) {
                            tables.computeIfAbsent(row.getString(0), table -> new ArrayList<>())
                                    .add(new Column(row.getString(1), row.getString(2), row.getBoolean(3)));
                        }
                    });
                    return connection
                            .query("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = on;"
                                    + " SET LOCAL idle_in_transaction_session_timeout = 0")
                            .execute();
                })
                .mapEmpty();
    }

    private Future<Void> refuseUsed(String store) {
        String any = tables.keySet().stream()
                .map(table -> "SELECT '" + table + "' WHERE EXISTS (SELECT 1 FROM " + quoted(table) + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return connection
                .query(any)
                .execute()
                .compose(used -> used.size() == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new IllegalStateException(store + " is not empty: there are rows in its table "
                                        + used.iterator().next().getString(0))));
    }

    private List<Column> columns(String table) {
        List<Column> columns = tables.get(table);
        if (columns == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return columns;
    }

    private static @Nullable Object value(@Nullable Object value, String type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case "uuid" -> {
                ByteBuffer bytes = ByteBuffer.wrap((byte[]) value);
                yield new UUID(bytes.getLong(), bytes.getLong());
            }
            case "boolean" -> ((Number) value).longValue() != 0;
            case "bigint" -> ((Number) value).longValue();
            case "integer" -> Math.toIntExact(((Number) value).longValue());
            default -> value;
        };
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
