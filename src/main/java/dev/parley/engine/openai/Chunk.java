package dev.parley.engine.openai;

import dev.parley.engine.DeliveryException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One piece of an answer, or a whole one: both have the same form but for one word.
 *
 * @param text what it adds, perhaps nothing
 * @param last whether the model says that it has finished
 */
record Chunk(String text, boolean last) {
    private static final int LONGEST_ERROR = 200;

    /** Reads a piece of a streamed answer; {@code [DONE]} is the last. */
    static Chunk streamed(String data) {
        return data.equals("[DONE]") ? new Chunk("", true) : read(data, "delta");
    }

    /** Reads an answer that came as one. */
    static Chunk whole(String body) {
        return read(body, "message");
    }

    /** What an error's body says, shortened; empty when it says nothing. */
    static String error(String body) {
        JsonObject json = object(body);
        Object error = json == null ? null : json.getValue("error");
        Object message = error instanceof JsonObject object ? object.getValue("message") : error;
        return message instanceof String text ? shortened(text) : "";
    }

    private static Chunk read(String json, String part) {
        JsonObject piece = object(json);
        if (piece == null) {
            throw DeliveryException.failed("the model's answer is not the JSON of a completion");
        }
        if (piece.getValue("error") != null) {
            throw DeliveryException.failed("the model failed: " + error(json));
        }
        // The last piece of a stream may count tokens and have no choice.
        if (!(piece.getValue("choices") instanceof JsonArray choices)
                || choices.isEmpty()
                || !(choices.getValue(0) instanceof JsonObject choice)) {
            return new Chunk("", false);
        }
        return new Chunk(
                choice.getValue(part) instanceof JsonObject said ? text(said.getValue("content")) : "",
                choice.getValue("finish_reason") != null);
    }

    private static @Nullable JsonObject object(String json) {
        try {
            return Json.decodeValue(json) instanceof JsonObject object ? object : null;
        } catch (DecodeException notJson) {
            return null;
        }
    }

    private static String text(@Nullable Object content) {
        return content instanceof String text ? text : "";
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "...";
    }
}
