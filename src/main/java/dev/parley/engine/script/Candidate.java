package dev.parley.engine.script;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may want to answer a message, as sure of it as its keywords make it. */
sealed interface Candidate {
    /** What the bot itself says counts under this id. */
    String FRONT_DESK = "front_desk";

    /** A language detector has no id of its own. */
    String LANGUAGE_DETECTOR = "language_detector";

    /** What is said when this candidate and another are about equally sure. */
    Localised<List<MessageTemplate>> clarification();

    /** By what it is known in statistics. */
    String id();

    /** The words of each language that speak for this candidate. */
    Map<String, Set<String>> keywords();

    /** Has this candidate answer. */
    void answer(Answering answering);

    /** What the bot says of it when it introduces itself. */
    default Optional<Localised<List<MessageTemplate>>> introduced() {
        return Optional.empty();
    }

    /**
     * Whether all of an utterance is for it, whatever its keywords.
     *
     * @param language in which it is said; null when that is not known
     */
    default boolean takes(Utterance utterance, @Nullable String language) {
        return false;
    }

    /** Answers as each kind of candidate does. */
    interface Answering {
        void respond(Responder responder);

        void callHuman(HumanOverride override);

        void unsubscribe(Unsubscribe unsubscribe);

        void detectLanguage(LanguageDetector detector);
    }

    /** A skill that answers its keywords; also {@code image_responder}, which has none and takes pictures. */
    record Responder(
            String id,
            Localised<List<MessageTemplate>> explanation,
            Localised<List<MessageTemplate>> clarification,
            Map<String, Set<String>> keywords,
            Localised<List<MessageTemplate>> response,
            boolean images)
            implements Candidate {
        @Override
        public void answer(Answering answering) {
            answering.respond(this);
        }

        @Override
        public Optional<Localised<List<MessageTemplate>>> introduced() {
            return Optional.of(explanation);
        }

        @Override
        public boolean takes(Utterance utterance, @Nullable String language) {
            return images && utterance.image() && language != null;
        }
    }

    /**
     * Calls a human: says whether one is there now, and tells the operator.
     *
     * @param hours when humans are there; empty when always
     */
    record HumanOverride(
            String id,
            Localised<List<MessageTemplate>> explanation,
            Localised<List<MessageTemplate>> clarification,
            Map<String, Set<String>> keywords,
            Localised<List<MessageTemplate>> inHours,
            Localised<List<MessageTemplate>> offHours,
            Optional<OfficeHours> hours)
            implements Candidate {
        @Override
        public void answer(Answering answering) {
            answering.callHuman(this);
        }

        @Override
        public Optional<Localised<List<MessageTemplate>>> introduced() {
            return Optional.of(explanation);
        }

        /** What it says at a time. */
        Localised<List<MessageTemplate>> response(Instant at) {
            return hours.map(office -> office.isOpen(at)).orElse(true) ? inHours : offHours;
        }
    }

    /** The front desk's way out. */
    record Unsubscribe(
            Localised<List<MessageTemplate>> introduction,
            Map<String, Set<String>> keywords,
            Localised<List<MessageTemplate>> acknowledgement)
            implements Candidate {
        @Override
        public Localised<List<MessageTemplate>> clarification() {
            return introduction;
        }

        @Override
        public String id() {
            return FRONT_DESK;
        }

        @Override
        public void answer(Answering answering) {
            answering.unsubscribe(this);
        }
    }

    /**
     * The skill that sets the session's language. Its words are not keywords as others have them: with a language set
     * they count only alone, and without one nothing else counts.
     *
     * @param languages which language a word chooses
     */
    record LanguageDetector(Localised<List<MessageTemplate>> clarification, Map<String, String> languages)
            implements Candidate {
        @Override
        public String id() {
            return LANGUAGE_DETECTOR;
        }

        @Override
        public Map<String, Set<String>> keywords() {
            return Map.of();
        }

        @Override
        public void answer(Answering answering) {
            answering.detectLanguage(this);
        }

        @Override
        public boolean takes(Utterance utterance, @Nullable String language) {
            return utterance.words().size() == 1
                    && languages.containsKey(utterance.words().get(0));
        }
    }
}
