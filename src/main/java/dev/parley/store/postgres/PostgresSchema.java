package dev.parley.store.postgres;

import dev.parley.store.Micros;
import dev.parley.store.Migration;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings the database to the schema of this server, with each script in a transaction of its own, under the lock. */
final class PostgresSchema {
    private static final String UTF8 = "UTF8";

    // What extensions brought along is nobody's data.
    private static final String OTHERS = "SELECT count(*) FROM pg_class c WHERE c.relkind IN ('r', 'p')"
            + " AND c.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d"
            + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')";

    private final SqlConnection connection;
    private final String store;

    /**
     * @param store what the store is called
     */
    PostgresSchema(SqlConnection connection, String store) {
        this.connection = connection;
        this.store = store;
    }

    /** Fails with an {@link IllegalStateException} when this is no place for a store. */
    Future<Void> check() {
        return text("SHOW server_encoding")
                .compose(encoding -> encoding.equals(UTF8)
                        ? text("SELECT current_schema()")
                        : refuse("The database " + store + " has the encoding " + encoding + "; it must be UTF8."))
                .compose(schema -> schema.isEmpty()
                        ? refuse("The schema named by search_path in " + store + " does not exist.")
                        : Future.succeededFuture());
    }

    /** Fails with an {@link IllegalStateException} that says why when the database is not one this server may write. */
    Future<Void> migrate() {
        return applied().compose(applied -> {
            List<Migration> missing;
            try {
                missing = Migration.missing(PostgresSchema.class, applied, store);
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
            Future<Void> done = Future.succeededFuture();
            for (Migration script : missing) {
                done = done.compose(before -> apply(script));
            }
            return done;
        });
    }

    private Future<List<String>> applied() {
        return text("SELECT to_regclass(current_schema() || '.schema')").compose(known -> {
            if (!known.isEmpty()) {
                return connection
                        .query("SELECT checksum FROM schema ORDER BY version")
                        .execute()
                        .map(rows -> {
                            List<String> checksums = new ArrayList<>();
                            rows.forEach(row -> checksums.add(row.getString(0)));
                            return checksums;
                        });
            }
            return text(OTHERS)
                    .compose(tables -> tables.equals("0")
                            ? Future.succeededFuture(List.<String>of())
                            : refuse(store + " holds tables, but no store of this server; give it a database of its"
                                    + " own, or a schema, named with ?search_path=NAME."));
        });
    }

    private Future<Void> apply(Migration script) {
        String first = script.version() > 1
                ? ""
                : "CREATE TABLE schema (version integer PRIMARY KEY, checksum text NOT NULL,"
                        + " applied_at bigint NOT NULL);";
        // A script may take its time; several statements in one query are one transaction.
        return connection
                .query("BEGIN; SET LOCAL statement_timeout = 0;" + first + script.sql())
                .execute()
                .compose(done -> connection
                        .preparedQuery("INSERT INTO schema (version, checksum, applied_at) VALUES ($1, $2, $3)")
                        .execute(Tuple.of(script.version(), script.checksum(), Micros.of(Instant.now()))))
                .compose(done -> connection.query("COMMIT").execute())
                .<Void>mapEmpty()
                .recover(failure ->
                        connection.query("ROLLBACK").execute().transform(rolledBack -> Future.failedFuture(failure)));
    }

    private Future<String> text(String query) {
        return connection
                .query(query)
                .execute()
                .map(rows -> String.valueOf(rows.iterator().next().getValue(0)))
                .map(text -> text.equals("null") ? "" : text);
    }

    private static <T> Future<T> refuse(String why) {
        return Future.failedFuture(new IllegalStateException(why));
    }
}
