package dev.parley.gateway.gws;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** The answers as JSON. {@code statusCode} is a number in all of them: clients compare it strictly. */
final class Rendering {
    private Rendering() {}

    static JsonObject ok() {
        return new JsonObject().put("statusCode", 0);
    }

    static JsonObject fault(Fault fault) {
        return new JsonObject().put("statusCode", fault.code()).put("statusMessage", fault.text());
    }

    /**
     * @param path the path of all chats
     */
    static JsonObject begun(UUID chat, String path) {
        return new JsonObject()
                .put("id", chat.toString())
                .put("path", path + "/" + chat)
                .put("statusCode", 0);
    }

    static JsonObject chat(UUID id, Transcript transcript) {
        JsonArray participants = new JsonArray();
        transcript.participants().forEach(participant -> participants.add(participant(participant)));
        ChatState state = transcript.state();
        JsonObject chat = new JsonObject()
                .put("capabilities", new JsonArray(state.capabilities()))
                .put("id", id.toString())
                .put("participants", participants)
                .put("state", state.word());
        return new JsonObject().put("chat", chat).put("statusCode", 0);
    }

    static JsonObject messages(List<Entry> entries) {
        JsonArray messages = new JsonArray();
        entries.forEach(entry -> messages.add(entry(entry)));
        return new JsonObject().put("messages", messages).put("statusCode", 0);
    }

    private static JsonObject entry(Entry entry) {
        JsonObject json =
                new JsonObject().put("from", participant(entry.from())).put("index", entry.index());
        if (entry.text() != null) {
            json.put("text", entry.text());
        }
        return json.put("type", entry.type().word());
    }

    private static JsonObject participant(Participant participant) {
        return new JsonObject()
                .put("nickname", participant.nickname())
                .put("participantId", String.valueOf(participant.number()))
                .put("type", participant.type());
    }
}
