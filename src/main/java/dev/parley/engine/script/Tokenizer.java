package dev.parley.engine.script;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words as AIDA does: runs of letters, digits and {@code _}, in lower case. The accents and vowel
 * signs that stand on a letter belong to its word, and a letter composed of two code points equals the single one, so
 * that keywords of every script can be met whatever the keyboard sends.
 */
final class Tokenizer {
    /** No keyword may be longer, in UTF-16 units. */
    static final int LONGEST = 100;

    private Tokenizer() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            boolean inside = isWord(point) || (start >= 0 && isMark(point));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(folded(text.substring(start, at)));
                start = -1;
            }
            at += Character.charCount(point);
        }
        if (start >= 0) {
            words.add(folded(text.substring(start)));
        }
        return words;
    }

    // The normal form takes quadratic time over texts made for it: one message of accents held the event loop for many
    // seconds. So it is taken word by word, and not of words that no keyword can equal.
    private static String folded(String word) {
        if (word.length() > LONGEST) {
            return word;
        }
        String lower = lower(word);
        return composed(lower) ? lower : Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    // Below U+0300 everything is in normal form already, and asking takes longer than all the rest.
    private static boolean composed(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x300) {
                return Normalizer.isNormalized(word, Normalizer.Form.NFC);
            }
        }
        return true;
    }

    // Letter by letter: String.toLowerCase looks around every capital sigma, slowly, for the form it has at the end of
    // a word. Here both forms are one.
    private static String lower(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        int at = 0;
        while (at < word.length()) {
            int point = word.codePointAt(at);
            lower.appendCodePoint(point == 'ς' ? 'σ' : Character.toLowerCase(point));
            at += Character.charCount(point);
        }
        return lower.toString();
    }

    private static boolean isWord(int point) {
        return Character.isLetterOrDigit(point) || point == '_';
    }

    // Variation selectors only choose between text and emoji: the keycap 1 is still the word "1".
    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
                && (point < 0xFE00 || point > 0xFE0F);
    }
}
