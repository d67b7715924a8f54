package dev.parley.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens connections to the file with the settings the store relies on. */
final class Connections {
    /** The largest string or row the store takes, in bytes: a guard well over every limit of the core. */
    static final int MAX_ROW = 16 << 20;

    // Another process may hold the lock for a moment (a backup, a shell); the writer waits that long, no longer.
    private static final int BUSY_MILLIS = 2_000;
    // A longer WAL than usual: fewer checkpoints, and each writes a page once however often it changed.
    private static final int CHECKPOINT_PAGES = 4_000;
    private static final int WAL_LEFT = 64 << 20;
    private static final long READER_CACHE = 8L << 20;

    private Connections() {}

    static SqliteConnection writer(SqliteOptions options) throws IOException, SQLException {
        create(options.file());
        SqliteConnection db = new SqliteConnection(config().createConnection(url(options.file())));
        try {
            // Before anything is set: another program's file stays as it is.
            SqliteSchema.refuseForeign(db, options.file().toString());
            if (!db.text("PRAGMA journal_mode = WAL").equals("wal")) {
                throw new IllegalStateException(options.file() + " lies where SQLite cannot keep a write-ahead log;"
                        + " choose a directory on a local disk.");
            }
            db.script("PRAGMA synchronous = FULL");
            db.script("PRAGMA secure_delete = ON");
            db.script("PRAGMA temp_store = MEMORY");
            db.script("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            db.script("PRAGMA journal_size_limit = " + WAL_LEFT);
            cache(db, options.pageCache());
            if (options.maxPages() > 0) {
                db.script("PRAGMA max_page_count = " + options.maxPages());
            }
            return db;
        } catch (SQLException | RuntimeException e) {
            db.close();
            throw e;
        }
    }

    static SqliteConnection reader(SqliteOptions options) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        SqliteConnection db = new SqliteConnection(config.createConnection(url(options.file())));
        try {
            db.script("PRAGMA temp_store = MEMORY");
            cache(db, READER_CACHE);
            return db;
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // The driver would otherwise ask for the last row id after every insert.
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(MAX_ROW));
        return config;
    }

    private static void cache(SqliteConnection db, long bytes) throws SQLException {
        db.script("PRAGMA cache_size = -" + bytes / 1024);
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    // Made here and not by SQLite, so that nobody else may read it from the start; SQLite gives its other files the
    // same mode.
    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }
}
