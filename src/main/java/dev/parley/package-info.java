/** Parley, a bot relay server: {@link dev.parley.Main} is its command line. */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
