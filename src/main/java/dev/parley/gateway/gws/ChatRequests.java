package dev.parley.gateway.gws;

import dev.parley.conversation.Sanitizer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads bodies, whatever content type was named for them. Throws {@link Fault} with what is wrong. */
final class ChatRequests {
    private static final String OPERATION = "operationName";

    private ChatRequests() {}

    /** A chat to be begun. */
    record RequestChat(String nickname, String subject, JsonObject userData) {
        /** What the bot is told of the customer: what the client told, and what it asked with. */
        JsonObject data() {
            JsonObject data = new JsonObject();
            userData.forEach(entry -> {
                // Such keys are the server's own.
                if (!entry.getKey().startsWith(".")) {
                    data.put(entry.getKey(), entry.getValue());
                }
            });
            return data.put("nickname", nickname).put("subject", subject);
        }
    }

    /** What can be done in a chat. */
    enum Operation {
        SEND_MESSAGE("SendMessage"),
        START_TYPING("SendStartTypingNotification"),
        STOP_TYPING("SendStopTypingNotification"),
        COMPLETE("Complete");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static JsonObject body(Buffer body) {
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException notJson) {
            throw Fault.missing("The body is not JSON");
        }
        throw Fault.missing("The body is not a JSON object");
    }

    static RequestChat requestChat(JsonObject body) {
        if (!"RequestChat".equals(body.getValue(OPERATION))) {
            throw Fault.missing("operationName is not RequestChat");
        }
        String nickname = string(body, "nickname");
        if (Sanitizer.text(nickname).isEmpty()) {
            throw Fault.missing("nickname is empty");
        }
        String subject = string(body, "subject");
        Object userData = body.getValue("userData");
        if (userData == null) {
            return new RequestChat(nickname, subject, new JsonObject());
        }
        if (userData instanceof JsonObject object) {
            return new RequestChat(nickname, subject, object);
        }
        throw Fault.invalid("userData is not an object");
    }

    static Operation operation(JsonObject body) {
        String name = string(body, OPERATION);
        for (Operation operation : Operation.values()) {
            if (operation.text().equals(name)) {
                return operation;
            }
        }
        throw Fault.notAllowed("This operation is not supported here", "GET, POST, OPTIONS");
    }

    /** A text is never empty, also when it is cleaned: shipped clients break when they are shown one. */
    static String text(JsonObject body) {
        String text = string(body, "text");
        if (Sanitizer.text(text).isEmpty()) {
            throw Fault.missing("text is empty");
        }
        return text;
    }

    private static String string(JsonObject body, String key) {
        @Nullable Object value = body.getValue(key);
        if (value instanceof String text) {
            return text;
        }
        throw value == null ? Fault.missing(key + " is missing") : Fault.invalid(key + " is not a string");
    }
}
