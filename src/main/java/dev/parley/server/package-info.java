/** A whole server: the one place where its parts are wired, started, drained and stopped; active or standing by. */
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;
