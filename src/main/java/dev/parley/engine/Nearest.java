package dev.parley.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known word a misspelt one was probably meant to be. */
final class Nearest {
    private Nearest() {}

    /** The known word with the fewest edits between, null when all are too far for a slip. */
    static @Nullable String of(String word, Collection<String> known) {
        // A key may be megabytes long; nothing that long is a slip of the finger.
        if (word.length() > 40) {
            return null;
        }
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = edits(word, candidate);
            if (edits < fewest && edits <= 1 + candidate.length() / 4) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    // Levenshtein's distance, one row of the table at a time.
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
