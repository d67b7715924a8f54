package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The ways to the API that stand on a WebSocket. */
enum Via {
    WEBSOCKET("/customer/v0.5/rtm/ws?license_id=%d") {
        @Override
        String encode(JsonObject frame) {
            return frame.encode();
        }

        @Override
        JsonObject decode(String text) {
            return new JsonObject(text);
        }
    },
    SOCKET_IO("/customer/v0.5/rtm/sio/?license_id=%d&EIO=3&transport=websocket") {
        @Override
        String encode(JsonObject frame) {
            return "42" + new JsonArray().add("message").add(frame).encode();
        }

        @Override
        JsonObject decode(String text) {
            return text.startsWith("42") ? new JsonArray(text.substring(2)).getJsonObject(1) : null;
        }
    };

    private final String path;

    Via(String path) {
        this.path = path;
    }

    String path(long license) {
        return path.formatted(license);
    }

    abstract String encode(JsonObject frame);

    /** The frame in a message; null for one that is the transport's own. */
    abstract JsonObject decode(String text);
}
