package dev.parley.engine.script;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import dev.parley.engine.Answer;
import dev.parley.engine.script.Candidate.HumanOverride;
import dev.parley.engine.script.Candidate.LanguageDetector;
import dev.parley.engine.script.Candidate.Responder;
import dev.parley.engine.script.Candidate.Unsubscribe;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script makes of one message of the person. The order of a turn is AIDA's: do-not-disturb ends, the language
 * is settled, the skills say how sure they are, one of them or the front desk speaks. Used once.
 */
final class ScriptRun {
    private static final int[] NOBODY = {};

    private final Script script;
    private final JsonObject data;
    private final Heard heard;
    private final boolean first;
    private final List<Message> said = new ArrayList<>();
    private final JsonObject set = new JsonObject();
    private final Set<String> remove = new HashSet<>();
    private final Set<String> skills = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private @Nullable String language;
    private boolean human;

    /**
     * What the person sent, as far as a script understands it.
     *
     * @param words the words of a text, none for anything else
     * @param image true for a picture that can be looked at
     */
    record Heard(List<String> words, boolean image, Instant at) {}

    private record Ranked(Candidate candidate, int words) {}

    /** @param data the session's data, which is only read */
    ScriptRun(Script script, JsonObject data, Heard heard) {
        this.script = script;
        this.data = data;
        this.heard = heard;
        this.first = !data.containsKey(ScriptEngine.TALKED);
    }

    Answer answer() {
        if (data.containsKey(ScriptEngine.DO_NOT_DISTURB)) {
            remove.add(ScriptEngine.DO_NOT_DISTURB);
        }
        if (first) {
            set.put(ScriptEngine.TALKED, true);
        }
        settleLanguage();
        LanguageDetector detector = script.detector();
        String optOut = languageOfOptOut();
        if (optOut != null) {
            unsubscribe(optOut);
        } else if (language == null && detector != null) {
            detectLanguage(detector);
        } else {
            choose(ranked());
        }
        boolean nothing = set.isEmpty() && remove.isEmpty();
        return new Answer(
                said,
                nothing ? DataPatch.NONE : new DataPatch(set, remove),
                NextStep.GO_ON,
                List.copyOf(skills),
                unknown.stream().map(name -> "Unknown variable: " + name).toList());
    }

    /** Whether the answer promised a human, of which the operator is to be told. */
    boolean calledHuman() {
        return human;
    }

    private void settleLanguage() {
        if (data.getValue("language") instanceof String written
                && script.languages().contains(written)) {
            language = written;
        } else if (script.languages().size() == 1) {
            speak(script.languages().get(0));
        } else if (data.containsKey("language")) {
            remove.add("language");
        }
    }

    private void speak(String chosen) {
        language = chosen;
        remove.remove("language");
        if (!chosen.equals(data.getValue("language"))) {
            set.put("language", chosen);
        }
    }

    // Who writes nothing but a way out is let out before any skill is asked, whatever else that word may mean here,
    // and even before a language is known.
    private @Nullable String languageOfOptOut() {
        if (heard.words().isEmpty()) {
            return null;
        }
        Map<String, Set<String>> keywords = script.frontDesk().unsubscribe().keywords();
        for (String candidate : language == null ? script.languages() : List.of(language)) {
            if (keywords.getOrDefault(candidate, Set.of()).containsAll(heard.words())) {
                return candidate;
            }
        }
        return null;
    }

    private void unsubscribe(@Nullable String inLanguage) {
        remove.remove(ScriptEngine.DO_NOT_DISTURB);
        set.put(ScriptEngine.DO_NOT_DISTURB, true);
        skills.add(Candidate.FRONT_DESK);
        say(script.frontDesk().unsubscribe().acknowledgement().in(inLanguage));
    }

    private void detectLanguage(LanguageDetector detector) {
        skills.add(detector.id());
        for (String word : heard.words()) {
            String chosen = detector.languages().get(word);
            if (chosen != null) {
                speak(chosen);
                greet();
                return;
            }
        }
        say(detector.clarification());
    }

    // The surest candidates first, equals in the order of the manifest. Confidences are kept as counts of words: the
    // number of all words is the same for everybody.
    private List<Ranked> ranked() {
        int[] counts = new int[script.candidates().size()];
        Map<String, int[]> vocabulary = script.vocabulary(language);
        for (String word : heard.words()) {
            for (int index : vocabulary.getOrDefault(word, NOBODY)) {
                counts[index]++;
            }
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Candidate candidate = script.candidates().get(i);
            int words = takesAll(candidate) ? size() : counts[i];
            if (words > 0) {
                ranked.add(new Ranked(candidate, words));
            }
        }
        ranked.sort(Comparator.comparingInt(Ranked::words).reversed());
        return ranked;
    }

    private boolean takesAll(Candidate candidate) {
        if (candidate instanceof Responder responder) {
            return responder.images() && heard.image() && language != null;
        }
        return candidate instanceof LanguageDetector detector
                && heard.words().size() == 1
                && detector.languages().containsKey(heard.words().get(0));
    }

    /** How many words a candidate can have at most; a picture counts as one. */
    private int size() {
        return Math.max(1, heard.words().size());
    }

    private void choose(List<Ranked> ranked) {
        if (ranked.isEmpty()) {
            if (first) {
                greet();
            } else {
                say(script.frontDesk().notUnderstood());
                introduce();
            }
            return;
        }
        int lead = ranked.get(0).words() - (ranked.size() > 1 ? ranked.get(1).words() : 0);
        // One division of whole numbers: 9/10 - 6/10 would come out above 3/10, and 7/10 - 4/10 below.
        if ((double) lead / size() >= script.frontDesk().threshold()) {
            respond(ranked.get(0).candidate());
        } else {
            skills.add(Candidate.FRONT_DESK);
            say(script.frontDesk().clarification());
            ranked.forEach(each -> say(each.candidate().clarification()));
        }
    }

    private void respond(Candidate candidate) {
        if (candidate instanceof Responder responder) {
            skills.add(responder.id());
            say(responder.response());
        } else if (candidate instanceof HumanOverride override) {
            human = true;
            skills.add(override.id());
            boolean open =
                    override.hours().map(hours -> hours.isOpen(heard.at())).orElse(true);
            say(open ? override.inHours() : override.offHours());
        } else if (candidate instanceof LanguageDetector detector) {
            detectLanguage(detector);
        } else if (candidate instanceof Unsubscribe) {
            unsubscribe(language);
        }
    }

    private void greet() {
        say(script.frontDesk().greeting());
        introduce();
    }

    private void introduce() {
        skills.add(Candidate.FRONT_DESK);
        say(script.frontDesk().introduction());
        for (Candidate candidate : script.candidates()) {
            // Without a language no skill would answer, so none is praised.
            if (language != null) {
                explanation(candidate).ifPresent(this::say);
            }
        }
        say(script.frontDesk().unsubscribe().introduction());
    }

    private static Optional<Localised<List<Line>>> explanation(Candidate candidate) {
        if (candidate instanceof Responder responder) {
            return Optional.of(responder.explanation());
        }
        return candidate instanceof HumanOverride override ? Optional.of(override.explanation()) : Optional.empty();
    }

    private void say(Localised<List<Line>> lines) {
        say(lines.in(language));
    }

    private void say(List<Line> lines) {
        for (Line line : lines) {
            String text =
                    Expansion.expand(line.text(), new Values(script.variables(), language, data)::of, unknown::add);
            if (!text.isBlank()) {
                said.add(new Message(text, null, null, line.buttons(), null, null));
            }
        }
    }
}
