package dev.parley.engine.script;

import dev.parley.conversation.Button;
import dev.parley.engine.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a manifest says by language: texts and keywords. Where AIDA has one text, Parley's own manifests may
 * write {@code {"text","buttons":[{"title","value"}]}} or a list of both forms, which become several messages.
 */
final class LocalisedReader {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{.*?\\}\\}");

    private final Problems problems;
    private final List<String> languages;
    private final boolean parley;

    /**
     * @param languages the bot's languages, of which the first one with a text stands in for those without
     * @param parley true for Parley's own manifests
     */
    LocalisedReader(Problems problems, List<String> languages, boolean parley) {
        this.problems = problems;
        this.languages = languages;
        this.parley = parley;
    }

    static boolean isLanguage(String code) {
        return LANGUAGE.matcher(code).matches();
    }

    /** Texts that say something in each of their languages. */
    Localised<List<MessageTemplate>> texts(String path, JsonObject owner, String key) {
        return lines(path, owner, key, false);
    }

    /** Texts that may be empty, and are then not said. */
    Localised<List<MessageTemplate>> optionalTexts(String path, JsonObject owner, String key) {
        return lines(path, owner, key, true);
    }

    /** A text that is the same in every language. */
    Localised<List<MessageTemplate>> text(String path, JsonObject owner, String key) {
        List<MessageTemplate> line =
                owner.containsKey(key) ? line(path + "/" + key, owner.getValue(key), false) : List.of();
        return new Localised<>(Map.of(), line);
    }

    /** The values of a variable, which may be empty. */
    Localised<String> values(String path, JsonObject owner, String key) {
        Map<String, String> byLanguage = new LinkedHashMap<>();
        each(path, owner, key, (at, language, text) -> byLanguage.put(language, plain(at, text, true)));
        return localised(byLanguage, "");
    }

    /** Keywords, as the words a text would be cut into. */
    Map<String, Set<String>> keywords(String path, JsonObject owner, String key) {
        Map<String, Set<String>> byLanguage = new LinkedHashMap<>();
        each(path, owner, key, (at, language, list) -> byLanguage.put(language, words(at, list)));
        return byLanguage;
    }

    private Set<String> words(String path, @Nullable Object value) {
        Set<String> words = new LinkedHashSet<>();
        JsonArray list = problems.array(path, value);
        if (list != null && list.isEmpty()) {
            problems.empty(path);
        }
        for (int i = 0; list != null && i < list.size(); i++) {
            String keyword = problems.text(path + "/" + i, list.getValue(i));
            if (keyword == null) {
                continue;
            }
            List<String> parts = Tokenizer.of(keyword);
            if (keyword.length() > Tokenizer.LONGEST) {
                problems.say(path + "/" + i, "Keywords have at most " + Tokenizer.LONGEST + " characters");
            } else if (parts.size() != 1) {
                problems.say(path + "/" + i, "Keywords must be single words (" + keyword + ")");
            }
            words.addAll(parts);
        }
        return words;
    }

    private Localised<List<MessageTemplate>> lines(String path, JsonObject owner, String key, boolean mayBeEmpty) {
        Map<String, List<MessageTemplate>> byLanguage = new LinkedHashMap<>();
        each(path, owner, key, (at, language, text) -> byLanguage.put(language, line(at, text, mayBeEmpty)));
        return localised(byLanguage, List.of());
    }

    private List<MessageTemplate> line(String path, @Nullable Object value, boolean mayBeEmpty) {
        if (!parley || !(value instanceof JsonArray list)) {
            return List.of(message(path, value, mayBeEmpty));
        }
        if (list.isEmpty() && !mayBeEmpty) {
            problems.empty(path);
        }
        List<MessageTemplate> lines = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            lines.add(message(path + "/" + i, list.getValue(i), mayBeEmpty));
        }
        return lines;
    }

    private MessageTemplate message(String path, @Nullable Object value, boolean mayBeEmpty) {
        if (!parley || !(value instanceof JsonObject message)) {
            return new MessageTemplate(plain(path, value, mayBeEmpty), List.of());
        }
        problems.keys(path, message, List.of("text"), List.of("buttons"));
        String text = message.containsKey("text") ? plain(path + "/text", message.getValue("text"), false) : "";
        boolean pressable = message.containsKey("buttons");
        return new MessageTemplate(
                text, pressable ? buttons(path + "/buttons", message.getValue("buttons")) : List.of());
    }

    private List<Button> buttons(String path, @Nullable Object value) {
        List<Button> buttons = new ArrayList<>();
        JsonArray list = problems.array(path, value);
        for (int i = 0; list != null && i < list.size(); i++) {
            JsonObject button = problems.object(path + "/" + i, list.getValue(i));
            if (button != null) {
                problems.keys(path + "/" + i, button, List.of("title", "value"), List.of());
                buttons.add(new Button(side(path + "/" + i, button, "title"), side(path + "/" + i, button, "value")));
            }
        }
        return buttons;
    }

    private String side(String path, JsonObject button, String key) {
        return button.containsKey(key) ? plain(path + "/" + key, button.getValue(key), false) : "";
    }

    private String plain(String path, @Nullable Object value, boolean mayBeEmpty) {
        String text = mayBeEmpty ? problems.string(path, value) : problems.text(path, value);
        if (text != null && EXPRESSION.matcher(text).find()) {
            problems.say(path, "Expressions in {{ }} are not supported");
        }
        return text == null ? "" : text;
    }

    private interface Visitor {
        void visit(String path, String language, @Nullable Object value);
    }

    // Visits the languages of an object, if there is one; that a key is missing was noted by whoever knows the owner.
    private void each(String parent, JsonObject owner, String key, Visitor visitor) {
        String path = parent + "/" + key;
        JsonObject object = owner.containsKey(key) ? problems.object(path, owner.getValue(key)) : null;
        if (object == null) {
            return;
        }
        if (object.isEmpty()) {
            problems.empty(path);
        }
        for (String language : object.fieldNames()) {
            String at = path + "/" + language;
            if (isLanguage(language)) {
                visitor.visit(at, language, object.getValue(language));
            } else {
                problems.say(at, "Languages are two or three lower-case letters (" + language + ")");
            }
        }
    }

    private <T> Localised<T> localised(Map<String, T> byLanguage, T nothing) {
        T fallback = languages.stream()
                .filter(byLanguage::containsKey)
                .findFirst()
                .map(byLanguage::get)
                .orElseGet(() -> byLanguage.values().stream().findFirst().orElse(nothing));
        return new Localised<>(byLanguage, fallback);
    }
}
