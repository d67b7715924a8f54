package dev.parley.gateway.expertflow;

import dev.parley.bot.UuidText;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what comes with events. Throws {@link Fault} with what is wrong. */
final class Payload {
    private Payload() {}

    static JsonObject object(List<@Nullable Object> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof JsonObject payload) {
            return payload;
        }
        throw Fault.invalid("The payload is missing or not an object");
    }

    /** The conversation that is meant. */
    static UUID conversation(JsonObject payload) {
        return conversation(text(payload, "conversationId"));
    }

    /** The conversation an id names, in the one spelling it was given out in. */
    static UUID conversation(String id) {
        return UuidText.parse(id).filter(read -> read.toString().equals(id)).orElseThrow(Fault::unknownConversation);
    }

    static String text(JsonObject payload, String key) {
        if (payload.getValue(key) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw Fault.invalid(key + " is missing or not a text");
    }
}
