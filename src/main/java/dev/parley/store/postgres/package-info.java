/** The store for production: PostgreSQL over one connection that holds the lock and writes in groups, and a few that read. */
@NullMarked
package dev.parley.store.postgres;

import org.jspecify.annotations.NullMarked;
