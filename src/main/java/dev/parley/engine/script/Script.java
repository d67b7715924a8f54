package dev.parley.engine.script;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest made ready to run. Immutable, shared by all sessions of the bot.
 *
 * @param languages the bot's languages; never empty
 * @param candidates the front desk's way out, then the skills in the order written
 * @param vocabularies for each language which candidates a word speaks for, as indexes of {@code candidates}
 * @param detector the language detector, if the bot has one; also one of the candidates
 */
record Script(
        List<String> languages,
        FrontDesk frontDesk,
        List<Candidate> candidates,
        Map<String, Map<String, int[]>> vocabularies,
        Candidate.@Nullable LanguageDetector detector,
        Map<String, Localised<String>> variables) {

    /**
     * What the bot says when no skill speaks.
     *
     * @param threshold how much surer than the second the best candidate must be, as a part of all words
     */
    record FrontDesk(
            Localised<List<MessageTemplate>> greeting,
            Localised<List<MessageTemplate>> introduction,
            Localised<List<MessageTemplate>> notUnderstood,
            Localised<List<MessageTemplate>> clarification,
            Candidate.Unsubscribe unsubscribe,
            double threshold) {}

    /** Which candidates a word of this language speaks for; no vocabulary without a language. */
    Map<String, int[]> vocabulary(@Nullable String language) {
        return language == null ? Map.of() : vocabularies.getOrDefault(language, Map.of());
    }
}
