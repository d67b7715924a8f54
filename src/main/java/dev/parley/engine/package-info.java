/** What answers for a bot: the contract of an engine and what all engines share; one package an engine below. */
@NullMarked
package dev.parley.engine;

import org.jspecify.annotations.NullMarked;
