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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script makes of one message of the person. The order of a turn is AIDA's: do-not-disturb ends, the language
 * is settled, the skills say how sure they are ({@link Ranking}), one of them or the front desk speaks. Used once.
 */
final class ScriptRun implements Candidate.Answering {
    /**
     * True in the data of a session whose person unsubscribed, until the person writes again. Whoever speaks without
     * having been asked (REST, timers) keeps silent meanwhile.
     */
    static final String DO_NOT_DISTURB = ".do_not_disturb";

    /** True in the data of a session that had its first turn: only that one greets. */
    static final String TALKED = ".talked";

    private final Script script;
    private final JsonObject data;
    private final Utterance utterance;
    private final boolean first;
    private final List<Message> said = new ArrayList<>();
    private final JsonObject set = new JsonObject();
    private final Set<String> remove = new HashSet<>();
    private final Set<String> skills = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private @Nullable String language;
    private boolean human;

    /** @param data the session's data, which is only read */
    ScriptRun(Script script, JsonObject data, Utterance utterance) {
        this.script = script;
        this.data = data;
        this.utterance = utterance;
        this.first = !data.containsKey(TALKED);
    }

    Answer answer() {
        if (data.containsKey(DO_NOT_DISTURB)) {
            remove.add(DO_NOT_DISTURB);
        }
        if (first) {
            set.put(TALKED, true);
        }
        settleLanguage();
        LanguageDetector detector = script.detector();
        String optOut = languageOfOptOut();
        if (optOut != null) {
            letOut(optOut);
        } else if (language == null && detector != null) {
            detectLanguage(detector);
        } else {
            choose(Ranking.of(utterance, script, language));
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
        if (utterance.words().isEmpty()) {
            return null;
        }
        Map<String, Set<String>> keywords = script.frontDesk().unsubscribe().keywords();
        for (String candidate : language == null ? script.languages() : List.of(language)) {
            if (keywords.getOrDefault(candidate, Set.of()).containsAll(utterance.words())) {
                return candidate;
            }
        }
        return null;
    }

    private void letOut(@Nullable String inLanguage) {
        remove.remove(DO_NOT_DISTURB);
        set.put(DO_NOT_DISTURB, true);
        skills.add(Candidate.FRONT_DESK);
        say(script.frontDesk().unsubscribe().acknowledgement().in(inLanguage));
    }

    @Override
    public void detectLanguage(LanguageDetector detector) {
        skills.add(detector.id());
        for (String word : utterance.words()) {
            String chosen = detector.languages().get(word);
            if (chosen != null) {
                speak(chosen);
                greet();
                return;
            }
        }
        say(detector.clarification());
    }

    private void choose(Ranking ranking) {
        List<Candidate> candidates = ranking.candidates();
        if (!candidates.isEmpty()) {
            ranking.winner(script.frontDesk().threshold())
                    .ifPresentOrElse(winner -> winner.answer(this), () -> clarify(candidates));
        } else if (first) {
            greet();
        } else {
            say(script.frontDesk().notUnderstood());
            introduce();
        }
    }

    private void clarify(List<Candidate> candidates) {
        skills.add(Candidate.FRONT_DESK);
        say(script.frontDesk().clarification());
        candidates.forEach(each -> say(each.clarification()));
    }

    @Override
    public void respond(Responder responder) {
        skills.add(responder.id());
        say(responder.response());
    }

    @Override
    public void callHuman(HumanOverride override) {
        human = true;
        skills.add(override.id());
        say(override.response(utterance.at()));
    }

    @Override
    public void unsubscribe(Unsubscribe unsubscribe) {
        letOut(language);
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
                candidate.introduced().ifPresent(this::say);
            }
        }
        say(script.frontDesk().unsubscribe().introduction());
    }

    private void say(Localised<List<MessageTemplate>> lines) {
        say(lines.in(language));
    }

    private void say(List<MessageTemplate> lines) {
        for (MessageTemplate line : lines) {
            String text = VariableExpansion.expand(
                    line.text(), new Variables(script.variables(), language, data)::of, unknown::add);
            if (!text.isBlank()) {
                said.add(new Message(text, null, null, line.buttons(), null, null));
            }
        }
    }
}
