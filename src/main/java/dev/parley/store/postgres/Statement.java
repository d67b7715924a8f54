package dev.parley.store.postgres;

import io.vertx.sqlclient.Tuple;

/** One statement with its parameters, on its way into a transaction. */
record Statement(String sql, Tuple parameters) {
    static Statement of(String sql) {
        return new Statement(sql, Tuple.tuple());
    }
}
