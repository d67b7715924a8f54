package dev.parley.gateway.phoenix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of the AIDA vectors: puts variables in, compares what came with what was expected. */
final class Expectation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern UPPER = Pattern.compile("\\$upper:(\\w+)");
    private static final Pattern LAST7 = Pattern.compile("\\$last7:(\\w+)");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final Map<String, String> variables;

    Expectation(Map<String, String> variables) {
        this.variables = variables;
    }

    String text(String template) {
        String upper = UPPER.matcher(template)
                .replaceAll(found -> variables.get(found.group(1)).toUpperCase(Locale.ROOT));
        String last = LAST7.matcher(upper).replaceAll(found -> {
            String value = variables.get(found.group(1));
            return value.substring(value.length() - 7);
        });
        return NAME.matcher(last)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
    }

    JsonNode fill(JsonNode template) {
        if (template.isTextual()) {
            String text = template.textValue();
            if (text.startsWith("$manifest:")) {
                return manifest(text.substring("$manifest:".length()));
            }
            if (text.startsWith("$manifest_text:")) {
                return TextNode.valueOf(
                        manifest(text.substring("$manifest_text:".length())).toString());
            }
            return TextNode.valueOf(text(text));
        }
        if (template.isArray()) {
            ArrayNode filled = JSON.createArrayNode();
            template.forEach(member -> filled.add(fill(member)));
            return filled;
        }
        if (template.isObject()) {
            ObjectNode filled = JSON.createObjectNode();
            template.fields().forEachRemaining(field -> filled.set(field.getKey(), fill(field.getValue())));
            return filled;
        }
        return template;
    }

    /** What differs, or null when it fits; {@code exact} allows no further keys. */
    String mismatch(JsonNode expected, JsonNode actual, boolean exact, String path) {
        if (actual == null) {
            return path + " is missing, expected " + expected;
        }
        if (expected.isTextual()) {
            return textMismatch(expected.textValue(), actual, path);
        }
        if (expected.isArray()) {
            if (!actual.isArray() || actual.size() != expected.size()) {
                return path + " is " + actual + ", expected " + expected;
            }
            for (int i = 0; i < expected.size(); i++) {
                String difference = mismatch(expected.get(i), actual.get(i), exact, path + "[" + i + "]");
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (expected.isObject()) {
            return objectMismatch(expected, actual, exact, path);
        }
        return expected.equals(actual) ? null : path + " is " + actual + ", expected " + expected;
    }

    private String textMismatch(String expected, JsonNode actual, String path) {
        boolean fits;
        if (expected.equals("$any")) {
            fits = true;
        } else if (expected.equals("$string")) {
            fits = actual.isTextual();
        } else if (expected.equals("$uuid")) {
            fits = UUID_TEXT.matcher(actual.asText()).matches();
        } else if (expected.startsWith("$uuid:")) {
            fits = UUID_TEXT.matcher(actual.asText()).matches();
            variables.put(expected.substring("$uuid:".length()), actual.asText());
        } else if (expected.equals("$time")) {
            fits = actual.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*");
        } else if (expected.startsWith("$starts:")) {
            fits = actual.asText().startsWith(expected.substring("$starts:".length()));
        } else {
            return fill(TextNode.valueOf(expected)).equals(actual)
                    ? null
                    : path + " is " + actual + ", expected " + text(expected);
        }
        return fits ? null : path + " is " + actual + ", expected " + expected;
    }

    private String objectMismatch(JsonNode expected, JsonNode actual, boolean exact, String path) {
        if (expected.has("$contains")) {
            for (JsonNode wanted : expected.get("$contains")) {
                boolean found = false;
                for (JsonNode member : actual) {
                    found |= mismatch(wanted, member, exact, path) == null;
                }
                if (!found) {
                    return path + " lacks " + fill(wanted);
                }
            }
            return null;
        }
        if (expected.has("$list")) {
            return actual.isArray() ? null : path + " is no list";
        }
        if (expected.has("$all")) {
            for (JsonNode member : actual) {
                String difference = mismatch(expected.get("$all"), member, true, path);
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (expected.has("$without")) {
            for (JsonNode key : expected.get("$without")) {
                if (actual.has(key.asText())) {
                    return path + " has " + key;
                }
            }
            return null;
        }
        if (!actual.isObject()) {
            return path + " is no object: " + actual;
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = expected.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String difference =
                    mismatch(field.getValue(), actual.get(field.getKey()), exact, path + "." + field.getKey());
            if (difference != null) {
                return difference;
            }
        }
        if (exact) {
            for (Iterator<String> keys = actual.fieldNames(); keys.hasNext(); ) {
                String key = keys.next();
                if (!expected.has(key)) {
                    return path + " has also " + key;
                }
            }
        }
        return null;
    }

    private static JsonNode manifest(String token) {
        ArrayNode channels = JSON.createArrayNode();
        channels.addObject().put("type", "websocket").put("access_token", token);
        ObjectNode script = JSON.createObjectNode();
        script.putArray("hello").add("Hi there");
        return aidaManifest(channels, script);
    }

    /** An AIDA manifest with a keyword responder for each word of a script; it answers the first line. */
    static ObjectNode aidaManifest(JsonNode channels, JsonNode script) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("version", "1").put("notifications_url", "http://127.0.0.1:9/n");
        manifest.putArray("languages").add("en");
        manifest.putArray("variables");
        ObjectNode desk = manifest.putObject("front_desk").put("threshold", 0.3);
        desk.putObject("greeting").set("message", english("GREET"));
        desk.putObject("introduction").set("message", english("INTRO"));
        desk.putObject("not_understood").set("message", english("NOT UNDERSTOOD"));
        desk.putObject("clarification").set("message", english("CLAR"));
        ObjectNode unsubscribe = desk.putObject("unsubscribe");
        unsubscribe.putObject("introduction_message").set("message", english("UNSUB"));
        unsubscribe.putObject("keywords").putArray("en").add("zzstop");
        unsubscribe.putObject("acknowledge_message").set("message", english("BYE"));
        ArrayNode skills = manifest.putArray("skills");
        script.fields().forEachRemaining(word -> {
            ObjectNode skill = skills.addObject()
                    .put("type", "keyword_responder")
                    .put("id", "k" + skills.size())
                    .put("name", word.getKey());
            skill.set("explanation", english(""));
            skill.set("clarification", english(""));
            skill.putObject("keywords").putArray("en").add(word.getKey());
            skill.set("response", english(word.getValue().get(0).asText()));
        });
        manifest.set("channels", channels);
        return manifest;
    }

    private static ObjectNode english(String text) {
        return JsonNodeFactory.instance.objectNode().put("en", text);
    }
}
