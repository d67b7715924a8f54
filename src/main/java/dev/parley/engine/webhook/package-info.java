/** Engine {@code webhook}: a web service is asked for each answer. */
@NullMarked
package dev.parley.engine.webhook;

import org.jspecify.annotations.NullMarked;
