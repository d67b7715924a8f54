package dev.parley.engine.script;

import dev.parley.bot.Problem;
import dev.parley.engine.Problems;
import dev.parley.engine.script.Candidate.HumanOverride;
import dev.parley.engine.script.Candidate.LanguageDetector;
import dev.parley.engine.script.Candidate.Responder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the skills of a manifest. A skill of AIDA's that is not run here is a problem that names it: a bot that
 * silently lacks its survey would be worse than none.
 */
final class SkillReader {
    private static final String DETECTOR = Candidate.LANGUAGE_DETECTOR;
    private static final String IMAGES = "image_responder";
    private static final String OVERRIDE = "human_override";
    private static final List<String> NOT_RUN = List.of("decision_tree", "scheduled_messages", "survey");
    private static final List<String> RESPONDER =
            List.of("type", "id", "name", "explanation", "clarification", "response");

    private static final List<String> HUMAN = List.of(
            "type",
            "id",
            "name",
            "explanation",
            "clarification",
            "keywords",
            "in_hours_response",
            "off_hours_response");

    private final Problems problems;
    private final LocalisedReader texts;
    private final List<String> languages;
    private final List<String> types;

    SkillReader(Problems problems, LocalisedReader texts, List<String> languages, boolean parley) {
        this.problems = problems;
        this.texts = texts;
        this.languages = languages;
        this.types = parley
                ? List.of("keyword_responder", DETECTOR, OVERRIDE, IMAGES)
                : List.of("keyword_responder", DETECTOR, OVERRIDE);
    }

    List<Candidate> read(@Nullable Object value) {
        List<Candidate> skills = new ArrayList<>();
        Map<String, List<String>> places = new LinkedHashMap<>();
        JsonArray list = problems.array("#/skills", value);
        if (list != null && list.isEmpty()) {
            problems.empty("#/skills");
        }
        for (int i = 0; list != null && i < list.size(); i++) {
            String path = "#/skills/" + i;
            JsonObject skill = problems.object(path, list.getValue(i));
            if (skill == null) {
                continue;
            }
            Candidate read = readSkill(path, skill);
            if (read != null) {
                skills.add(read);
            }
            // A language detector has no id of its own: its type is its id, so that there can be only one.
            if (id(skill) instanceof String id) {
                places.computeIfAbsent(id, key -> new ArrayList<>()).add(path);
            }
        }
        places.forEach(this::noteDuplicates);
        return skills;
    }

    private static @Nullable Object id(JsonObject skill) {
        return DETECTOR.equals(skill.getValue("type")) ? DETECTOR : skill.getValue("id");
    }

    private void noteDuplicates(String id, List<String> paths) {
        if (paths.size() > 1) {
            List<String> descending = new ArrayList<>(paths);
            Collections.reverse(descending);
            problems.say(descending, "Duplicated skills (" + id + ")");
        }
    }

    private @Nullable Candidate readSkill(String path, JsonObject skill) {
        if (!skill.containsKey("type")) {
            problems.note(Problem.missing(path, List.of("type")));
            return null;
        }
        String type = problems.text(path + "/type", skill.getValue("type"));
        if (type == null) {
            return null;
        }
        if (NOT_RUN.contains(type)) {
            problems.say(path, "Skills of type " + type + " are not supported" + named(skill));
            return null;
        }
        if (!types.contains(type)) {
            problems.note(Problem.unknownWord(path + "/type", type, types));
            return null;
        }
        return switch (type) {
            case DETECTOR -> readDetector(path, skill);
            case OVERRIDE -> readOverride(path, skill);
            default -> readResponder(path, skill, type.equals(IMAGES));
        };
    }

    private Candidate readResponder(String path, JsonObject skill, boolean images) {
        List<String> required = new ArrayList<>(RESPONDER);
        if (!images) {
            required.add("keywords");
        }
        problems.keys(path, skill, required, List.of("relevant"));
        checkNames(path, skill);
        return new Responder(
                id(skill) instanceof String id ? id : "",
                texts.optionalTexts(path, skill, "explanation"),
                texts.optionalTexts(path, skill, "clarification"),
                images ? Map.of() : texts.keywords(path, skill, "keywords"),
                texts.texts(path, skill, "response"),
                images);
    }

    private void checkNames(String path, JsonObject skill) {
        for (String key : List.of("id", "name")) {
            if (skill.containsKey(key)) {
                problems.text(path + "/" + key, skill.getValue(key));
            }
        }
        if (skill.containsKey("relevant")) {
            problems.say(path + "/relevant", "Expressions in relevant are not supported" + named(skill));
        }
    }

    private Candidate readOverride(String path, JsonObject skill) {
        problems.keys(path, skill, HUMAN, List.of("in_hours", "relevant"));
        checkNames(path, skill);
        return new HumanOverride(
                id(skill) instanceof String id ? id : "",
                texts.optionalTexts(path, skill, "explanation"),
                texts.optionalTexts(path, skill, "clarification"),
                texts.keywords(path, skill, "keywords"),
                texts.texts(path, skill, "in_hours_response"),
                texts.texts(path, skill, "off_hours_response"),
                skill.containsKey("in_hours")
                        ? new OfficeHoursReader(problems).read(path + "/in_hours", skill.getValue("in_hours"))
                        : Optional.empty());
    }

    private Candidate readDetector(String path, JsonObject skill) {
        problems.keys(
                path, skill, List.of("type", "explanation", "languages"), List.of("reply_to_unsupported_language"));
        if (skill.containsKey("reply_to_unsupported_language")) {
            String at = path + "/reply_to_unsupported_language";
            Boolean wanted = problems.bool(at, skill.getValue("reply_to_unsupported_language"));
            if (Boolean.TRUE.equals(wanted)) {
                problems.say(at, "Recognising unsupported languages is not supported (language_detector)");
            }
        }
        Map<String, String> byWord = new HashMap<>();
        Map<String, Set<String>> keywords = texts.keywords(path, skill, "languages");
        keywords.forEach((language, words) -> {
            if (!languages.contains(language)) {
                problems.say(path + "/languages/" + language, "Not one of the bot's languages (" + language + ")");
            }
            words.forEach(word -> byWord.putIfAbsent(word, language));
        });
        return new LanguageDetector(texts.text(path, skill, "explanation"), byWord);
    }

    private static String named(JsonObject skill) {
        Object name = skill.getValue("name", skill.getValue("id"));
        return name instanceof String text ? " (" + text + ")" : "";
    }
}
