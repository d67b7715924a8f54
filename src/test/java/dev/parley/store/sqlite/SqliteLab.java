package dev.parley.store.sqlite;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Store;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import dev.parley.testing.TemporaryDirectory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** SQLite stores in a directory of their own. */
final class SqliteLab implements StoreLab {
    private final Vertx vertx;
    private final TemporaryDirectory directory = TemporaryDirectory.make("parley-store");
    private final SqliteOptions options;

    SqliteLab(Vertx vertx, TestClock clock) {
        this.vertx = vertx;
        options = SqliteOptions.of(directory.path().resolve("parley.db")).withClock(clock);
    }

    SqliteOptions options() {
        return options;
    }

    @Override
    public Store open() {
        return open(options);
    }

    SqliteStore open(SqliteOptions other) {
        return StoreLab.opened(SqliteStore.open(vertx, other));
    }

    /** A text that passes everything until SQLite is asked to bind it. */
    @Override
    public Draft indigestible() {
        return Draft.of(Author.PERSON, new Body.Text("x".repeat(Connections.MAX_ROW + 1)));
    }

    @Override
    public boolean mentions(UUID id, String text) {
        try (Connection raw = raw()) {
            for (String table : tables(raw)) {
                if (tableMentions(raw, table, UuidBlob.of(id), text)) {
                    return true;
                }
            }
            return filesContain(text.getBytes(StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void change(String statement) {
        try (Connection raw = raw();
                Statement change = raw.createStatement()) {
            change.executeUpdate(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + options.file());
    }

    boolean filesContain(byte[] bytes) {
        try (Stream<Path> files = Files.list(options.file().getParent())) {
            return files.anyMatch(file -> contains(file, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    private static List<String> tables(Connection raw) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                raw.createStatement().executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static boolean tableMentions(Connection raw, String table, byte[] id, String text) throws SQLException {
        try (ResultSet rows = raw.createStatement().executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    Object value = rows.getObject(column);
                    if ((value instanceof byte[] bytes && Arrays.equals(bytes, id))
                            || (value instanceof String string && string.contains(text))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static boolean contains(Path file, byte[] bytes) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
