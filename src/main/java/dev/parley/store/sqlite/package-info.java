/** The embedded store: one SQLite file, one writer thread that commits in groups, a few readers that never wait for it. */
@NullMarked
package dev.parley.store.sqlite;

import org.jspecify.annotations.NullMarked;
