/** The engines' side of the log: what is undelivered, when it is tried again, and what came of it. */
@NullMarked
package dev.parley.delivery;

import org.jspecify.annotations.NullMarked;
