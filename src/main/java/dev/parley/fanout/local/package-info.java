/** The fan-out inside one process, over the Vert.x event bus. */
@NullMarked
package dev.parley.fanout.local;

import org.jspecify.annotations.NullMarked;
