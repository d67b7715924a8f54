package dev.parley.engine.script;

import dev.parley.bot.Problem;
import dev.parley.engine.Problems;
import dev.parley.engine.script.Candidate.LanguageDetector;
import dev.parley.engine.script.Candidate.Unsubscribe;
import dev.parley.engine.script.Script.FrontDesk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest into a script and notes everything in it that cannot be run; with problems noted the script is of
 * no use. Never throws. Other top-level keys are not looked at. Used once.
 */
final class ScriptReader {
    private static final List<String> FRONT_DESK =
            List.of("greeting", "introduction", "not_understood", "clarification", "unsubscribe", "threshold");
    private static final List<String> UNSUBSCRIBE = List.of("introduction_message", "keywords", "acknowledge_message");

    // AIDA's bounds of the threshold.
    private static final double LOWEST = 0.01;
    private static final double HIGHEST = 0.5;

    private final JsonObject manifest;
    private final Problems problems;
    private final boolean parley;

    ScriptReader(JsonObject manifest, Problems problems) {
        this.manifest = manifest;
        this.problems = problems;
        this.parley = manifest.containsKey("engine");
    }

    Script read() {
        List<String> required = new ArrayList<>(List.of("languages", "front_desk", "skills"));
        if (parley) {
            readSettings();
        } else {
            required.addAll(List.of("notifications_url", "variables"));
        }
        List<String> missing =
                required.stream().filter(key -> !manifest.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            problems.note(Problem.missing("#", missing));
        }
        if (manifest.containsKey("notifications_url")) {
            problems.text("#/notifications_url", manifest.getValue("notifications_url"));
        }
        List<String> languages = manifest.containsKey("languages") ? readLanguages() : List.of();
        LocalisedReader texts = new LocalisedReader(problems, languages, parley);
        JsonObject desk = manifest.containsKey("front_desk")
                ? problems.object("#/front_desk", manifest.getValue("front_desk"))
                : null;
        FrontDesk frontDesk = readFrontDesk(texts, desk);
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(frontDesk.unsubscribe());
        if (manifest.containsKey("skills")) {
            candidates.addAll(new SkillReader(problems, texts, languages, parley).read(manifest.getValue("skills")));
        }
        return new Script(
                languages,
                frontDesk,
                candidates,
                vocabularies(candidates),
                detector(candidates),
                manifest.containsKey("variables") ? readVariables(texts) : Map.of());
    }

    private void readSettings() {
        JsonObject settings = problems.object("#/engine", manifest.getValue("engine"));
        if (settings != null) {
            problems.keys("#/engine", settings, List.of("type"), List.of());
        }
    }

    private List<String> readLanguages() {
        List<String> languages = new ArrayList<>();
        JsonArray list = problems.array("#/languages", manifest.getValue("languages"));
        if (list != null && list.isEmpty()) {
            problems.empty("#/languages");
        }
        for (int i = 0; list != null && i < list.size(); i++) {
            String language = problems.string("#/languages/" + i, list.getValue(i));
            if (language != null && LocalisedReader.isLanguage(language)) {
                languages.add(language);
            } else if (language != null) {
                problems.say("#/languages/" + i, "Languages are two or three lower-case letters (" + language + ")");
            }
        }
        return languages;
    }

    private FrontDesk readFrontDesk(LocalisedReader texts, @Nullable JsonObject written) {
        JsonObject desk = written == null ? new JsonObject() : written;
        if (written != null) {
            problems.keys("#/front_desk", desk, FRONT_DESK, List.of());
        }
        return new FrontDesk(
                message(texts, "#/front_desk", desk, "greeting"),
                message(texts, "#/front_desk", desk, "introduction"),
                message(texts, "#/front_desk", desk, "not_understood"),
                message(texts, "#/front_desk", desk, "clarification"),
                readUnsubscribe(texts, desk),
                desk.containsKey("threshold") ? readThreshold(desk.getValue("threshold")) : HIGHEST);
    }

    private Unsubscribe readUnsubscribe(LocalisedReader texts, JsonObject desk) {
        String path = "#/front_desk/unsubscribe";
        JsonObject written =
                desk.containsKey("unsubscribe") ? problems.object(path, desk.getValue("unsubscribe")) : null;
        JsonObject unsubscribe = written == null ? new JsonObject() : written;
        if (written != null) {
            problems.keys(path, unsubscribe, UNSUBSCRIBE, List.of());
        }
        return new Unsubscribe(
                message(texts, path, unsubscribe, "introduction_message"),
                texts.keywords(path, unsubscribe, "keywords"),
                message(texts, path, unsubscribe, "acknowledge_message"));
    }

    // The front desk wraps each of its texts: {"greeting":{"message":{"en":"Hello"}}}.
    private Localised<List<MessageTemplate>> message(
            LocalisedReader texts, String parent, JsonObject owner, String key) {
        String path = parent + "/" + key;
        JsonObject written = owner.containsKey(key) ? problems.object(path, owner.getValue(key)) : null;
        if (written == null) {
            return new Localised<>(Map.of(), List.of());
        }
        problems.keys(path, written, List.of("message"), List.of());
        return texts.texts(path, written, "message");
    }

    private double readThreshold(@Nullable Object value) {
        Number threshold = problems.number("#/front_desk/threshold", value);
        if (threshold == null) {
            return HIGHEST;
        }
        double read = threshold.doubleValue();
        if (!(read >= LOWEST && read <= HIGHEST)) {
            problems.say("#/front_desk/threshold", "The threshold is a number from 0.01 to 0.5");
        }
        return read;
    }

    private Map<String, Localised<String>> readVariables(LocalisedReader texts) {
        Map<String, Localised<String>> variables = new HashMap<>();
        JsonArray list = problems.array("#/variables", manifest.getValue("variables"));
        for (int i = 0; list != null && i < list.size(); i++) {
            String path = "#/variables/" + i;
            JsonObject variable = problems.object(path, list.getValue(i));
            if (variable == null) {
                continue;
            }
            problems.keys(path, variable, List.of("name", "values"), List.of("overrides"));
            String name =
                    variable.containsKey("name") ? problems.text(path + "/name", variable.getValue("name")) : null;
            Localised<String> values = texts.values(path, variable, "values");
            if (name != null) {
                // The first of that name counts, as in AIDA.
                variables.putIfAbsent(name, values);
            }
            if (variable.containsKey("overrides")) {
                JsonArray overrides = problems.array(path + "/overrides", variable.getValue("overrides"));
                if (overrides != null && !overrides.isEmpty()) {
                    problems.say(path + "/overrides", "Variable overrides are not supported (" + name + ")");
                }
            }
        }
        return variables;
    }

    private static @Nullable LanguageDetector detector(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate instanceof LanguageDetector detector) {
                return detector;
            }
        }
        return null;
    }

    private static Map<String, Map<String, int[]>> vocabularies(List<Candidate> candidates) {
        Map<String, Map<String, int[]>> vocabularies = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            int[] index = {i};
            candidates.get(i).keywords().forEach((language, words) -> {
                Map<String, int[]> vocabulary = vocabularies.computeIfAbsent(language, key -> new HashMap<>());
                words.forEach(word -> vocabulary.merge(word, index, ScriptReader::joined));
            });
        }
        return vocabularies;
    }

    private static int[] joined(int[] some, int[] more) {
        int[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }
}
