/** What answers for a bot: the engine contract and delivery; one package an engine below. */
@NullMarked
package dev.parley.engine;

import org.jspecify.annotations.NullMarked;
