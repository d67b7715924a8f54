/** Engine {@code echo}: says back what it hears; for trying things out and for tests. */
@NullMarked
package dev.parley.engine.echo;

import org.jspecify.annotations.NullMarked;
