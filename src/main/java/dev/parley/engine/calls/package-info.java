/** What engines that call a bot share: how many calls at once, and when to leave it alone. */
@NullMarked
package dev.parley.engine.calls;

import org.jspecify.annotations.NullMarked;
