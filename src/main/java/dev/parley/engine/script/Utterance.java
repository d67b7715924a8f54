package dev.parley.engine.script;

import java.time.Instant;
import java.util.List;

/**
 * What the person sent, as far as a script understands it.
 *
 * @param words the words of a text, none for anything else
 * @param image true for a picture that can be looked at
 */
record Utterance(List<String> words, boolean image, Instant at) {
    /** How many words a candidate can have at most; a picture counts as one. */
    int size() {
        return Math.max(1, words.size());
    }
}
