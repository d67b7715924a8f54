/** Bodies of HTTP requests. */
@NullMarked
package dev.parley.body;

import org.jspecify.annotations.NullMarked;
