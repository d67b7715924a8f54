package dev.parley.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its prepared statements, each made when first used and kept. For one thread at a time. */
final class SqliteConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteConnection.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SqliteConnection(Connection connection) {
        this.connection = connection;
    }

    /** The statement of this text; its parameters are set anew with every use. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /**
     * Forgets every statement, after one has failed: with most errors the driver ends the statement, and what is kept
     * would fail for ever.
     */
    void forget() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("A statement did not close: {}", e.getMessage());
            }
        }
        statements.clear();
    }

    /** Runs a statement without parameters that is kept prepared. */
    void run(String sql) throws SQLException {
        prepared(sql).executeUpdate();
    }

    /** Runs a change with numbers as its parameters; how many rows changed. */
    int update(String sql, long... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement.executeUpdate();
    }

    /** The text "?, ?, ?" with this many marks. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Sets ids as parameters; what is left up to {@code marks} is null, which equals nothing. */
    static void bindAll(PreparedStatement statement, List<UUID> ids, int marks) throws SQLException {
        for (int i = 0; i < marks; i++) {
            statement.setBytes(i + 1, i < ids.size() ? UuidBlob.of(ids.get(i)) : null);
        }
    }

    /** Runs one or several statements once. */
    void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of the only row as a number, 0 when there is no row. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** The first column of the only row as text, empty when there is no row. */
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /** The first column of every row as numbers. */
    List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    @Override
    public void close() throws SQLException {
        forget();
        connection.close();
    }
}
