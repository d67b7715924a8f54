package dev.parley.store.postgres;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Store;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import dev.parley.testing.Cable;
import dev.parley.testing.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** PostgreSQL stores in a schema of their own. */
final class PostgresLab implements StoreLab {
    private final Vertx vertx;
    private final PostgresServer server;
    private final String url;
    private final PostgresOptions options;

    PostgresLab(Vertx vertx, TestClock clock) {
        this(vertx, clock, PostgresServer.shared());
    }

    PostgresLab(Vertx vertx, TestClock clock, PostgresServer server) {
        this(vertx, clock, server, server.port());
    }

    /** Stores that reach their database through a cable. */
    PostgresLab(Vertx vertx, TestClock clock, Cable cable) {
        this(vertx, clock, PostgresServer.shared(), cable.port());
    }

    private PostgresLab(Vertx vertx, TestClock clock, PostgresServer server, int port) {
        this.vertx = vertx;
        this.server = server;
        url = server.newStore();
        options = PostgresOptions.of(server.url(port) + "?search_path=" + PostgresServer.schema(url))
                .withClock(clock);
    }

    String url() {
        return url;
    }

    PostgresOptions options() {
        return options;
    }

    @Override
    public Store open() {
        return open(options);
    }

    PostgresStore open(PostgresOptions other) {
        return StoreLab.opened(PostgresStore.open(vertx, other));
    }

    /** A text with a character that the core takes out, and PostgreSQL refuses. */
    @Override
    public Draft indigestible() {
        return Draft.of(Author.PERSON, new Body.Text("\u0000"));
    }

    @Override
    public boolean mentions(UUID id, String text) {
        return sql("SELECT query_to_xml('SELECT t::text FROM ' || tablename || ' t', true, false, '')::text"
                        + " FROM pg_tables WHERE schemaname = current_schema()")
                .stream()
                .anyMatch(rows -> rows.contains(id.toString()) || rows.contains(text));
    }

    @Override
    public void change(String statement) {
        sql(statement);
    }

    /** Runs SQL in the lab's schema; the first column of its rows as text. */
    List<String> sql(String sql) {
        return PostgresServer.with(
                url, connection -> connection.query(sql).execute().compose(PostgresLab::texts));
    }

    @Override
    public void close() {
        server.dropStore(url);
    }

    private static Future<List<String>> texts(RowSet<Row> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(String.valueOf(row.getValue(0))));
        return Future.succeededFuture(texts);
    }
}
