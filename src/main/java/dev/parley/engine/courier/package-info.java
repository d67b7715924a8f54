/** Engine {@code courier}: RapidPro's Courier answers, through its channel type for Chip. */
@NullMarked
package dev.parley.engine.courier;

import org.jspecify.annotations.NullMarked;
