/**
 * What both databases share: one thread that writes in groups, and the rules of a log inside a transaction.
 *
 * <pre>
 *   any thread                        parley-store-writer                                 callers' event loops
 *   GroupedStore --WriteQueue-->  GroupCommitWriter: takes all that is queued
 *                                   begin
 *                                   each Write --> SessionCommands --> Transaction        (rows, from SessionRowCache)
 *                                   flush, commit  --> Database (SQLite or PostgreSQL)
 *                                   publish to the row cache, answer in order   ------->  futures complete
 *                                   tell the listener: Notifications            ------->  fan-out
 * </pre>
 *
 * <p>Group commit: while the disk syncs one group, the next one gathers, so a thousand appends cost a few syncs. A caller is
 * answered only after the commit. A group that fails is rolled back and tried again in halves, so that only the culprit
 * fails. Duplicates, closed sessions and limits are decided before anything is written, never by an error of the database.
 *
 * <p>The cached rows are the truth because nobody else writes the store. Reading goes past the writer, over connections of
 * its own.
 */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
