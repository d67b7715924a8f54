/** Shared helpers of the test tree. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
