package dev.parley.engine.socket;

import dev.parley.conversation.Body;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonObject;

/** What a backend is told, as a push: the person's events under the names the person's clients push them by. */
record BackendPush(String event, JsonObject payload) {
    static BackendPush of(BackendMessage told, EventJson json) {
        String name;
        JsonObject payload;
        if (told instanceof BackendMessage.Opened opened) {
            name = "new_session";
            payload = new JsonObject()
                    .put("data", opened.opened().data())
                    .put("gateway", opened.opened().gateway());
        } else if (told instanceof BackendMessage.Happened happened) {
            Body body = happened.event().body();
            name = name(body);
            payload = json.of(happened.event());
            if (!(body instanceof Body.DataMerged) && !happened.as().data().isEmpty()) {
                payload.put("data", happened.as().data());
            }
        } else if (told instanceof BackendMessage.Typing typing) {
            name = "typing";
            payload = new JsonObject().put("on", typing.on());
        } else if (told instanceof BackendMessage.Seen seen) {
            name = "seen";
            payload = new JsonObject().put("seq", seen.seq());
        } else if (told instanceof BackendMessage.Closed closed) {
            name = "session_closed";
            payload = new JsonObject().put("seq", closed.seq());
        } else {
            name = "delete_session";
            payload = new JsonObject();
        }
        return new BackendPush(name, payload.put("session", told.session().toString()));
    }

    // A file has no event of its own: it is something said, and its type tells.
    private static String name(Body body) {
        if (body instanceof Body.DataMerged) {
            return "put_data";
        }
        return body instanceof Body.Image || body instanceof Body.InvalidImage ? "utb_img" : "utb_msg";
    }
}
