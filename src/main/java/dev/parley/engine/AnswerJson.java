package dev.parley.engine;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.MessageJson;
import dev.parley.conversation.MessageRefusedException;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a bot answers as JSON:
 *
 * <pre>{@code {"messages":[...],"data":{...},"handoff":false,"no_agent":false,"close":false}}</pre>
 *
 * where everything may be left out, or one message alone, or a list of messages; a message is a text or an object as
 * {@link MessageJson} has it. In {@code data} null removes a key. A conversation that ends is not handed off as well,
 * and one for which no human is free stays with the bot.
 * Other keys are not looked at.
 */
public final class AnswerJson {
    private AnswerJson() {}

    /** The answer; throws a {@linkplain DeliveryException#isRefused final} failure that names what is wrong. */
    public static Answer read(@Nullable Object json) {
        if (json == null) {
            return Answer.NONE;
        }
        if (json instanceof JsonArray messages) {
            return Answer.of(messages("", messages));
        }
        if (!(json instanceof JsonObject answer) || isMessage(answer)) {
            return Answer.of(List.of(message("", json)));
        }
        Object messages = answer.getValue("messages");
        return Answer.of(
                messages == null ? List.of() : messages("messages", messages),
                data(answer.getValue("data")),
                then(flag(answer, "handoff"), flag(answer, "no_agent"), flag(answer, "close")));
    }

    private static NextStep then(boolean handOff, boolean noAgent, boolean close) {
        if (close) {
            return NextStep.CLOSE;
        }
        if (noAgent) {
            return NextStep.NO_AGENT;
        }
        return handOff ? NextStep.HAND_OFF : NextStep.GO_ON;
    }

    private static boolean isMessage(JsonObject answer) {
        return !answer.containsKey("messages")
                && Stream.of("text", "image", "file").anyMatch(answer::containsKey);
    }

    private static List<Message> messages(String path, Object value) {
        if (!(value instanceof JsonArray array)) {
            throw wrong(path, "a list");
        }
        List<Message> messages = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            messages.add(message(path.isEmpty() ? "" + i : path + "/" + i, array.getValue(i)));
        }
        return messages;
    }

    private static Message message(String path, @Nullable Object value) {
        try {
            return MessageJson.read(value);
        } catch (MessageRefusedException refused) {
            String field = refused.field();
            throw wrong(path + (path.isEmpty() || field.isEmpty() ? field : "/" + field), "as in a message");
        }
    }

    private static DataPatch data(@Nullable Object value) {
        if (value == null) {
            return DataPatch.NONE;
        }
        if (!(value instanceof JsonObject changes)) {
            throw wrong("data", "an object");
        }
        try {
            return DataPatch.of(changes);
        } catch (RefusedException tooDeep) {
            throw DeliveryException.refused("the answer's data is " + tooDeep.getMessage());
        }
    }

    private static boolean flag(JsonObject answer, String key) {
        Object value = answer.getValue(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrong(key, "true or false");
    }

    private static DeliveryException wrong(String path, String expected) {
        return DeliveryException.refused(
                path.isEmpty() ? "the answer is no message" : "the answer's " + path + " is not " + expected);
    }
}
