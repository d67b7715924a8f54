package dev.parley.gateway.expertflow;

import dev.parley.conversation.Sanitizer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A conversation to be begun. Known fields are found in any case of letters, as clients differ in it; all others are the
 * developer's own.
 *
 * @param attributes what the bot is told of the customer, known fields under the names used here
 * @param requestId the client's own, or one made for it
 */
record InitRequest(Attributes attributes, String requestId) {
    private static final List<String> NAMES = List.of(
            "firstName",
            "lastName",
            "email",
            "phone",
            "refId",
            "channel",
            "language",
            "url",
            "comment",
            "subject",
            "requestId",
            "timestamp");

    private static final Map<String, String> SPELLINGS = spellings();

    private static Map<String, String> spellings() {
        Map<String, String> spellings = new HashMap<>();
        NAMES.forEach(name -> spellings.put(name.toLowerCase(Locale.ROOT), name));
        // So it stands in a published description.
        spellings.put("reqestid", "requestId");
        return Map.copyOf(spellings);
    }

    /** Reads a request, whatever content type was named for it. Throws {@link Fault} with what is wrong. */
    static InitRequest read(Buffer body) {
        JsonObject data = attributes(object(body));
        Attributes attributes = new Attributes(data);
        if (attributes.channel().isEmpty()) {
            throw Fault.invalid("channel is missing");
        }
        if (attributes.refId().isEmpty()) {
            throw Fault.invalid("one of email, phone and refId is needed");
        }
        data.put("refId", attributes.refId());
        String requestId = attributes.text("requestId");
        return new InitRequest(
                attributes, requestId.isEmpty() ? UUID.randomUUID().toString() : requestId);
    }

    private static JsonObject object(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException notJson) {
            throw Fault.invalid("The body is not JSON");
        }
        throw Fault.invalid("The body is not a JSON object");
    }

    private static JsonObject attributes(JsonObject written) {
        JsonObject data = new JsonObject();
        for (Map.Entry<String, Object> entry : written) {
            String known = SPELLINGS.get(entry.getKey().toLowerCase(Locale.ROOT));
            // The spelling used here wins over others, wherever it stands.
            if (known != null && (entry.getKey().equals(known) || !written.containsKey(known))) {
                String text = text(known, entry.getValue());
                if (!text.isEmpty()) {
                    data.put(known, text);
                }
            } else if (known == null && !entry.getKey().startsWith(".")) {
                data.put(entry.getKey(), entry.getValue());
            }
        }
        return data;
    }

    // Phones and the like are sometimes written as numbers.
    private static String text(String name, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String || value instanceof Number) {
            return Sanitizer.text(value.toString()).strip();
        }
        throw Fault.invalid(name + " is not a text");
    }

    /** How the customer is called. */
    String displayName() {
        String name = attributes.displayName();
        return name.isEmpty() ? Participant.NAMELESS : name;
    }
}
