package dev.parley.engine.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How sure the candidates are that an utterance is for them: the surest first, equals in the order of the manifest.
 * Confidences are kept as counts of words: the number of all words is the same for everybody. Immutable.
 */
final class Ranking {
    private static final int[] NOBODY = {};

    private final List<Ranked> ranked;
    private final int size;

    private record Ranked(Candidate candidate, int words) {}

    private Ranking(List<Ranked> ranked, int size) {
        this.ranked = ranked;
        this.size = size;
    }

    /** @param language in which it is said; null when that is not known */
    static Ranking of(Utterance utterance, Script script, @Nullable String language) {
        int[] counts = new int[script.candidates().size()];
        Map<String, int[]> vocabulary = script.vocabulary(language);
        for (String word : utterance.words()) {
            for (int index : vocabulary.getOrDefault(word, NOBODY)) {
                counts[index]++;
            }
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Candidate candidate = script.candidates().get(i);
            int words = candidate.takes(utterance, language) ? utterance.size() : counts[i];
            if (words > 0) {
                ranked.add(new Ranked(candidate, words));
            }
        }
        ranked.sort(Comparator.comparingInt(Ranked::words).reversed());
        return new Ranking(ranked, utterance.size());
    }

    /** Those it may be for, the surest first. */
    List<Candidate> candidates() {
        return ranked.stream().map(Ranked::candidate).toList();
    }

    /**
     * The one that is so much surer than the next that it answers.
     *
     * @param threshold how much, as a part of all words
     */
    Optional<Candidate> winner(double threshold) {
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        int lead = ranked.get(0).words() - (ranked.size() > 1 ? ranked.get(1).words() : 0);
        // One division of whole numbers: 9/10 - 6/10 would come out above 3/10, and 7/10 - 4/10 below.
        return (double) lead / size >= threshold ? Optional.of(ranked.get(0).candidate()) : Optional.empty();
    }
}
