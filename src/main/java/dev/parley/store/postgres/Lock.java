package dev.parley.store.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * The advisory lock of one store: whoever has it serves. It belongs to a connection and goes with it; a store is a
 * schema, so several may share a database.
 */
final class Lock {
    /** "PRLY". */
    private static final String CLASS = Integer.toString(0x50524c59);

    private static final String TAKE = "SELECT pg_try_advisory_lock(" + CLASS + ", hashtext(current_schema()))";

    private Lock() {}

    /** Takes the lock; false when another connection has it. */
    static Future<Boolean> take(SqlConnection connection) {
        return connection
                .query(TAKE)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
