package dev.parley.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the file to the schema of this server: the numbered scripts {@code V1.sql}, {@code V2.sql} ... beside this
 * class, each applied once in a transaction of its own and remembered with its checksum.
 */
final class Schema {
    /** "PRLY": marks the file as one of ours in its header. */
    private static final int APPLICATION_ID = 0x50524c59;

    private record Script(int version, String sql, String checksum) {}

    private Schema() {}

    /** Fails with an {@link IllegalStateException} when the file is a database of something else. */
    static void refuseForeign(Db db, SqliteOptions options) throws SQLException {
        if (!isNew(db) && db.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new IllegalStateException(options.file() + " is a database, but no store of this server.");
        }
    }

    private static boolean isNew(Db db) throws SQLException {
        return db.number("SELECT count(*) FROM sqlite_schema") == 0;
    }

    /** Fails with an {@link IllegalStateException} that says why when the file is not one this server may write. */
    static void migrate(Db db, SqliteOptions options) throws SQLException, IOException {
        List<Script> scripts = scripts();
        List<String> applied = applied(db);
        if (applied.size() > scripts.size()) {
            throw new IllegalStateException("The store " + options.file() + " has schema version " + applied.size()
                    + ", but this server knows only up to " + scripts.size()
                    + ": it was written by a newer server; start that one, or restore a backup.");
        }
        for (Script script : scripts) {
            if (script.version() > applied.size()) {
                apply(db, script, options);
            } else if (!script.checksum().equals(applied.get(script.version() - 1))) {
                throw new IllegalStateException("The store " + options.file() + " was made by another script V"
                        + script.version() + ".sql than this server has; it is left alone.");
            }
        }
    }

    private static List<String> applied(Db db) throws SQLException {
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

    private static void apply(Db db, Script script, SqliteOptions options) throws SQLException {
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

    private static List<Script> scripts() throws IOException {
        List<Script> scripts = new ArrayList<>();
        for (int version = 1; ; version++) {
            String sql = resource("V" + version + ".sql");
            if (sql == null) {
                return scripts;
            }
            scripts.add(new Script(version, sql, checksum(sql)));
        }
    }

    // Line ends do not count: a checkout on another system may have changed them.
    private static @Nullable String resource(String name) throws IOException {
        try (InputStream stream = Schema.class.getResourceAsStream(name)) {
            return stream == null
                    ? null
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
