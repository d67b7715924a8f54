package dev.parley.engine.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may want to answer a message, as sure of it as its keywords make it. */
sealed interface Candidate {
    /** What the bot itself says counts under this id. */
    String FRONT_DESK = "front_desk";

    /** A language detector has no id of its own. */
    String LANGUAGE_DETECTOR = "language_detector";

    /** What is said when this candidate and another are about equally sure. */
    Localised<List<Line>> clarification();

    /** By what it is known in statistics. */
    String id();

    /** The words of each language that speak for this candidate. */
    Map<String, Set<String>> keywords();

    /** A skill that answers its keywords; also {@code image_responder}, which has none and takes pictures. */
    record Responder(
            String id,
            Localised<List<Line>> explanation,
            Localised<List<Line>> clarification,
            Map<String, Set<String>> keywords,
            Localised<List<Line>> response,
            boolean images)
            implements Candidate {}

    /**
     * Calls a human: says whether one is there now, and tells the operator.
     *
     * @param hours when humans are there; empty when always
     */
    record HumanOverride(
            String id,
            Localised<List<Line>> explanation,
            Localised<List<Line>> clarification,
            Map<String, Set<String>> keywords,
            Localised<List<Line>> inHours,
            Localised<List<Line>> offHours,
            Optional<OfficeHours> hours)
            implements Candidate {}

    /** The front desk's way out. */
    record Unsubscribe(
            Localised<List<Line>> introduction,
            Map<String, Set<String>> keywords,
            Localised<List<Line>> acknowledgement)
            implements Candidate {
        @Override
        public Localised<List<Line>> clarification() {
            return introduction;
        }

        @Override
        public String id() {
            return FRONT_DESK;
        }
    }

    /**
     * The skill that sets the session's language. Its words are not keywords as others have them: with a language set
     * they count only alone, and without one nothing else counts.
     *
     * @param languages which language a word chooses
     */
    record LanguageDetector(Localised<List<Line>> clarification, Map<String, String> languages) implements Candidate {
        @Override
        public String id() {
            return LANGUAGE_DETECTOR;
        }

        @Override
        public Map<String, Set<String>> keywords() {
            return Map.of();
        }
    }
}
