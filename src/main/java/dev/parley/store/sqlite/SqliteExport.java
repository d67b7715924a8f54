package dev.parley.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All rows of a store that no server has open. All methods block. */
public final class SqliteExport implements AutoCloseable {
    private static final int BATCH_ROWS = 1_000;
    private static final long BATCH_CHARACTERS = 4 << 20;

    private final SqliteConnection db;

    private SqliteExport(SqliteConnection db) {
        this.db = db;
    }

    /** Takes some rows, each with its values as SQLite has them. */
    public interface Batch {
        void take(List<@Nullable Object[]> rows) throws Exception;
    }

    /** Opens the store and brings it to the schema of this server, as that would. */
    public static SqliteExport open(Path file) throws IOException, SQLException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        SqliteOptions options = SqliteOptions.of(file);
        SqliteConnection db = Connections.writer(options);
        try {
            SqliteSchema.migrate(db, options);
            return new SqliteExport(db);
        } catch (IOException | SQLException | RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /** The tables with what people keep here. */
    public Set<String> tables() throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet rows = db.prepared("SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema'")
                .executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** How many rows a table has. */
    public long count(String table) throws SQLException {
        return db.number("SELECT count(*) FROM \"" + table + "\"");
    }

    /** Hands over all rows of a table in batches that fit well into memory. */
    public void read(String table, List<String> columns, Batch batch) throws Exception {
        List<@Nullable Object[]> rows = new ArrayList<>();
        long characters = 0;
        try (ResultSet found = db.prepared("SELECT \"" + String.join("\", \"", columns) + "\" FROM \"" + table + "\"")
                .executeQuery()) {
            while (found.next()) {
                @Nullable Object[] row = new @Nullable Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = found.getObject(i + 1);
                    characters += row[i] instanceof String text ? text.length() : 0;
                }
                rows.add(row);
                if (rows.size() == BATCH_ROWS || characters > BATCH_CHARACTERS) {
                    batch.take(rows);
                    rows = new ArrayList<>();
                    characters = 0;
                }
            }
        }
        if (!rows.isEmpty()) {
            batch.take(rows);
        }
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
