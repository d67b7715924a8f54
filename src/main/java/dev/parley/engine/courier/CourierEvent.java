package dev.parley.engine.courier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What Courier is told, in its words. */
final class CourierEvent {
    private CourierEvent() {}

    static JsonObject started() {
        return new JsonObject().put("type", "chat_started");
    }

    static JsonObject message(String text) {
        return new JsonObject().put("type", "msg_in").put("msg", new JsonObject().put("text", text));
    }

    /**
     * @param id as Courier gave it: a number, or the UUID its newer versions give
     */
    static JsonObject delivered(String id) {
        JsonObject status = new JsonObject();
        if (id.matches("-?\\d{1,19}")) {
            status.put("msg_id", Long.parseLong(id));
        } else {
            status.put("msg_uuid", id);
        }
        return new JsonObject().put("type", "msg_status").put("status", status.put("status", "delivered"));
    }

    /** A request with one event; Courier takes several, but tells of one failure for all. */
    static JsonObject request(String chatId, String secret, JsonObject event) {
        return new JsonObject().put("chat_id", chatId).put("secret", secret).put("events", new JsonArray().add(event));
    }
}
