package dev.parley.engine.rasa;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import dev.parley.engine.Answer;
import dev.parley.engine.AnswerJson;
import dev.parley.engine.DeliveryException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Rasa's REST channel answers: a list of {@code {"recipient_id","text"?,"image"?,"buttons"?,"custom"?}}. An
 * image is an address and becomes a file; a button's payload is its value. What stands in {@code custom} is read as the
 * data, hand-off and end of a webhook's answer, where it has those keys.
 */
final class RasaAnswer {
    private RasaAnswer() {}

    /** The answer; throws {@link DeliveryException}. */
    static Answer read(String body) {
        Object json;
        try {
            json = Json.decodeValue(body);
        } catch (DecodeException notJson) {
            throw DeliveryException.failed("Rasa's answer is not JSON");
        }
        if (!(json instanceof JsonArray parts)) {
            throw DeliveryException.refused("Rasa's answer is not a list");
        }
        List<Message> messages = new ArrayList<>();
        DataPatch data = DataPatch.NONE;
        NextStep then = NextStep.GO_ON;
        for (Object part : parts) {
            if (!(part instanceof JsonObject said)) {
                throw DeliveryException.refused("Rasa's answer is not a list of objects");
            }
            JsonObject message = message(said);
            if (!message.isEmpty()) {
                messages.addAll(AnswerJson.read(message).messages());
            }
            if (said.getValue("custom") instanceof JsonObject custom) {
                Answer extra = AnswerJson.read(effects(custom));
                data = extra.data().isEmpty() ? data : extra.data();
                then = extra.then() == NextStep.GO_ON ? then : extra.then();
            }
        }
        return Answer.of(messages, data, then);
    }

    private static JsonObject message(JsonObject said) {
        JsonObject message = new JsonObject();
        if (said.getValue("text") instanceof String text && !text.isBlank()) {
            message.put("text", text);
            JsonArray buttons = buttons(said.getValue("buttons"));
            if (!buttons.isEmpty()) {
                message.put("buttons", buttons);
            }
        }
        if (said.getValue("image") instanceof String image && !image.isBlank()) {
            message.put("file", image);
        }
        return message;
    }

    private static JsonArray buttons(@Nullable Object value) {
        JsonArray buttons = new JsonArray();
        if (value instanceof JsonArray written) {
            for (Object one : written) {
                if (one instanceof JsonObject button) {
                    Object title = button.getValue("title");
                    buttons.add(new JsonObject().put("title", title).put("value", button.getValue("payload", title)));
                }
            }
        }
        return buttons;
    }

    private static JsonObject effects(JsonObject custom) {
        JsonObject effects = new JsonObject();
        for (String key : List.of("data", "handoff", "close")) {
            if (custom.containsKey(key)) {
                effects.put(key, custom.getValue(key));
            }
        }
        return effects;
    }
}
