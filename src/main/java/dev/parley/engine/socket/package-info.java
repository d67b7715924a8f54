/** Engine {@code socket}: processes that connect to the server and are a bot's side. */
@NullMarked
package dev.parley.engine.socket;

import org.jspecify.annotations.NullMarked;
