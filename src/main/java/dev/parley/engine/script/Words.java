package dev.parley.engine.script;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into words as AIDA does: runs of letters, digits and {@code _}, in lower case. The accents and vowel
 * signs that stand on a letter belong to its word, and a letter composed of two code points equals the single one, so
 * that keywords of every script can be met whatever the keyboard sends.
 */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String folded = Normalizer.isNormalized(lower, Normalizer.Form.NFC)
                ? lower
                : Normalizer.normalize(lower, Normalizer.Form.NFC);
        List<String> words = new ArrayList<>();
        int start = -1;
        int at = 0;
        while (at < folded.length()) {
            int point = folded.codePointAt(at);
            boolean inside = isWord(point) || (start >= 0 && isMark(point));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(folded.substring(start, at));
                start = -1;
            }
            at += Character.charCount(point);
        }
        if (start >= 0) {
            words.add(folded.substring(start));
        }
        return words;
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
