/** Reading and following logs: what all doors and the delivery to engines read through. */
@NullMarked
package dev.parley.feed;

import org.jspecify.annotations.NullMarked;
