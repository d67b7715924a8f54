package dev.parley.engine.script;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a manifest says in several languages.
 *
 * @param fallback what is taken for a language that is not there, or when none is known yet: the bot's first
 *     language, because a strange language is better than silence
 */
record Localised<T>(Map<String, T> byLanguage, T fallback) {
    T in(@Nullable String language) {
        return language == null ? fallback : byLanguage.getOrDefault(language, fallback);
    }
}
