/** The fan-out inside one process. */
@NullMarked
package dev.parley.fanout.local;

import org.jspecify.annotations.NullMarked;
