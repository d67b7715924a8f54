/**
 * The embedded store: one SQLite file in WAL mode.
 *
 * <p><b>Who may write here.</b> One connection, the writer's, used by the thread {@code parley-store-writer} alone (migration
 * before it starts); the readers' connections are read-only. Whoever opens a file makes sure that nobody else has it open.
 *
 * <pre>
 *   parley-store-writer --> SqliteDatabase --> Tables --> SqliteConnection   BEGIN IMMEDIATE ... COMMIT (one sync)
 *   parley-store-reader-0..n  SqliteReaders --> Tables --> SqliteConnection  never wait for the writer: WAL
 * </pre>
 *
 * <p>Reading a row costs microseconds, so nothing is prefetched: what a write needs is read when it is needed. What is erased
 * is overwritten ({@code secure_delete}) and the write-ahead log is cut behind it.
 */
@NullMarked
package dev.parley.store.sqlite;

import org.jspecify.annotations.NullMarked;
