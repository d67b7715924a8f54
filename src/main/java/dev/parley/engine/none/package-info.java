/** Engine {@code none}: never answers, because a human will. */
@NullMarked
package dev.parley.engine.none;

import org.jspecify.annotations.NullMarked;
