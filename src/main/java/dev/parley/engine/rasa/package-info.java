/** Engine {@code rasa}: a Rasa assistant, asked over its REST channel. */
@NullMarked
package dev.parley.engine.rasa;

import org.jspecify.annotations.NullMarked;
