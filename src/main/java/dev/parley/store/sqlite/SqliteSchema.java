package dev.parley.store.sqlite;

import dev.parley.store.Micros;
import dev.parley.store.Migration;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the file to the schema of this server, with each script in a transaction of its own.
 */
final class SqliteSchema {
    /** "PRLY": marks the file as one of ours in its header. */
    private static final int APPLICATION_ID = 0x50524c59;

    private SqliteSchema() {}

    /** Fails with an {@link IllegalStateException} when the file is a database of something else. */
    static void refuseForeign(SqliteConnection db, String store) throws SQLException {
        if (!isNew(db) && db.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new IllegalStateException(store + " is a database, but no store of this server.");
        }
    }

    private static boolean isNew(SqliteConnection db) throws SQLException {
        return db.number("SELECT count(*) FROM sqlite_schema") == 0;
    }

    /** Fails with an {@link IllegalStateException} that says why when the file is not one this server may write. */
    static void migrate(SqliteConnection db, SqliteOptions options) throws SQLException, IOException {
        for (Migration script : Migration.missing(
                SqliteSchema.class, applied(db), options.file().toString())) {
            apply(db, script, options);
        }
    }

    /** The checksums of the scripts that made the file, in order. */
    static List<String> applied(SqliteConnection db) throws SQLException {
        List<String> checksums = new ArrayList<>();
        if (isNew(db)) {
            return checksums;
        }
        try (ResultSet rows =
                db.prepared("SELECT checksum FROM schema ORDER BY version").executeQuery()) {
            while (rows.next()) {
                checksums.add(rows.getString(1));
            }
        }
        return checksums;
    }

    private static void apply(SqliteConnection db, Migration script, SqliteOptions options) throws SQLException {
        db.script("BEGIN IMMEDIATE");
        try {
            if (script.version() == 1) {
                db.script("PRAGMA application_id = " + APPLICATION_ID);
                db.script("CREATE TABLE schema (version INTEGER PRIMARY KEY, checksum TEXT NOT NULL,"
                        + " applied_at INTEGER NOT NULL) STRICT");
            }
            db.script(script.sql());
            PreparedStatement insert =
                    db.prepared("INSERT INTO schema (version, checksum, applied_at) VALUES (?, ?, ?)");
            insert.setInt(1, script.version());
            insert.setString(2, script.checksum());
            insert.setLong(3, Micros.of(options.clock().instant()));
            insert.executeUpdate();
            db.script("COMMIT");
        } catch (SQLException e) {
            db.script("ROLLBACK");
            throw e;
        }
    }
}
