/** The bot and its manifest: reading, checking, the channel entries. */
@NullMarked
package dev.parley.bot;

import org.jspecify.annotations.NullMarked;
