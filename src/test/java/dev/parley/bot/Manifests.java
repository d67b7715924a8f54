package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Manifests that tests begin with. */
public final class Manifests {
    private Manifests() {}

    /** AIDA's smallest useful manifest with one websocket entry. */
    public static JsonObject aida(String token) {
        JsonObject message = new JsonObject().put("message", new JsonObject().put("en", "Hello"));
        return new JsonObject()
                .put("version", "1")
                .put("languages", new JsonArray().add("en"))
                .put("notifications_url", "http://ops.example/n")
                .put("variables", new JsonArray())
                .put("front_desk", new JsonObject().put("greeting", message).put("threshold", 0.3))
                .put(
                        "skills",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "keyword_responder")
                                        .put("id", "menu")))
                .put(
                        "channels",
                        new JsonArray()
                                .add(new JsonObject().put("type", "websocket").put("access_token", token)));
    }

    /** A Parley manifest with an engine of that type and these channel entries. */
    public static JsonObject parley(String engine, JsonObject... channels) {
        JsonArray entries = new JsonArray();
        for (JsonObject channel : channels) {
            entries.add(channel);
        }
        return new JsonObject()
                .put("engine", new JsonObject().put("type", engine))
                .put("channels", entries);
    }

    /** A websocket entry. */
    public static JsonObject websocket(String token) {
        return new JsonObject().put("type", "websocket").put("access_token", token);
    }
}
