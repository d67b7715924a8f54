package dev.parley.store.sqlite;

import dev.parley.store.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A store's file as a whole, beside the server that may have it open. All methods block. */
public final class SqliteFile {
    private final Path file;
    private final String name;

    /**
     * @param name what the file is called in messages
     */
    public SqliteFile(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * Writes all that is committed now to another file, complete in itself. The server goes on reading and writing.
     *
     * @param copy an empty file, or none
     */
    public void copyTo(Path copy) throws IOException, SQLException {
        try (SqliteConnection db = open()) {
            PreparedStatement vacuum = db.prepared("VACUUM INTO ?");
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    /**
     * Fails with an {@link IllegalStateException} that says why when the file is no store, or one that this server is
     * too old for.
     */
    public void check() throws IOException, SQLException {
        open().close();
    }

    private SqliteConnection open() throws IOException, SQLException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            return opened();
        } catch (SQLException e) {
            throw new IllegalStateException(name + " cannot be read as a store: " + e.getMessage(), e);
        }
    }

    private SqliteConnection opened() throws IOException, SQLException {
        SqliteConnection db = Connections.reader(SqliteOptions.of(file));
        try {
            SqliteSchema.refuseForeign(db, name);
            Migration.missing(SqliteSchema.class, SqliteSchema.applied(db), name);
            return db;
        } catch (IOException | SQLException | RuntimeException e) {
            db.close();
            throw e;
        }
    }
}
