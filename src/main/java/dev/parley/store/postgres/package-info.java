/**
 * The store for production, in PostgreSQL.
 *
 * <p><b>Who may write here.</b> One connection: the one that holds the advisory lock of the store ({@link
 * dev.parley.store.postgres.Lock}), which lives exactly as long as it does. Whoever loses the connection has lost the
 * lock, so nothing is ever written without it. While a server runs, one thread writes over it, the group-commit writer
 * of {@code dev.parley.store}; before that thread starts, {@link dev.parley.store.postgres.PostgresSchema} migrates
 * under the same lock, and {@link dev.parley.store.postgres.PostgresImport} fills an empty store under it where no server
 * runs. All other connections are read-only.
 *
 * <pre>
 *   parley-store-writer (the one thread that writes, in groups)
 *         |
 *         v
 *   PostgresDatabase     begin:  Prefetch        what the group looks at: one round trip before BEGIN
 *         |              writes: BulkStatements  one statement a table, an array a column
 *         v
 *   Pipeline             BEGIN, what has gathered, COMMIT: sent in one go, answers awaited together;
 *         |              only a question in between (ask) waits for its own
 *         v
 *   LockedConnection  <-- held by --  LeaderConnection   takes the lock, pulses, comes back after a break, and gives up
 *         |                                |             when the term says that another server has served meanwhile
 *         v                                v
 *     PostgreSQL   &lt;--- read only ---  PostgresReaders   a few pooled connections, for any thread
 * </pre>
 *
 * <p><b>How a group commits.</b> The writer takes what is queued; Prefetch asks for the session rows, client ids and
 * persons' last times that the row cache does not have; each write then decides in memory; the rows it makes gather in
 * BulkStatements; COMMIT goes out behind them. So a group costs two round trips, however many writes are in it. A
 * statement that fails rolls the group back, and {@code GroupCommitWriter} tries it again in halves.
 *
 * <p><b>When the connection breaks</b> before COMMIT is answered, nobody knows whether the group is stored: its callers are
 * told that the store is unavailable, what the writer remembers is dropped, and nothing of it is sent again.
 */
@NullMarked
package dev.parley.store.postgres;

import org.jspecify.annotations.NullMarked;
