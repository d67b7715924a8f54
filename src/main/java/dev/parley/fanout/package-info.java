/** Implementations of {@link dev.parley.conversation.Fanout}. */
@NullMarked
package dev.parley.fanout;

import org.jspecify.annotations.NullMarked;
