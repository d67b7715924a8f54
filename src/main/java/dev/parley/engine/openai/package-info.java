/** Engine {@code openai}: a language model behind an OpenAI-compatible chat-completions endpoint. */
@NullMarked
package dev.parley.engine.openai;

import org.jspecify.annotations.NullMarked;
