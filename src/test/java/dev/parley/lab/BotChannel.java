package dev.parley.lab;

import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The reference bot channel of the Phoenix spec, section 5: it says what it is told, and knows only its own sessions. */
final class BotChannel implements Channel {
    private final Set<String> sessions;

    BotChannel(Set<String> sessions) {
        this.sessions = sessions;
    }

    static Set<String> sessions() {
        return ConcurrentHashMap.newKeySet();
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        JsonObject params = object(payload);
        if (!params.containsKey("access_token")) {
            throw new IllegalStateException("no clause without an access token");
        }
        Object token = params.getValue("access_token");
        if ("starting".equals(token)) {
            return refused(new JsonObject().put("reason", "starting").put("retry", true));
        }
        if (topic.equals("bot:unknown") || !"secret".equals(token)) {
            return refused(new JsonObject().put("reason", "unauthorized"));
        }
        return Future.succeededFuture(JoinResult.ok());
    }

    private static Future<JoinResult> refused(JsonObject reason) {
        return Future.succeededFuture(new JoinResult.Refused(Payload.of(reason)));
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return Future.succeededFuture(
                switch (event) {
                    case "new_session" -> newSession();
                    case "put_data" -> putData(object(payload));
                    case "delete_session" -> deleteSession(object(payload));
                    case "utb_msg" -> say(object(payload), "text", "", socket);
                    case "utb_img" -> say(object(payload), "image", "image ", socket);
                    default -> throw new IllegalStateException("no clause for this event");
                });
    }

    private Result newSession() {
        String id = UUID.randomUUID().toString();
        sessions.add(id);
        return Result.ok(Payload.of(new JsonObject().put("session", id)));
    }

    private Result putData(JsonObject payload) {
        require(payload, "data");
        if (!sessions.contains(String.valueOf(require(payload, "session")))) {
            return Result.stop(StopReason.ERROR);
        }
        return Result.ok(Payload.EMPTY);
    }

    private Result deleteSession(JsonObject payload) {
        sessions.remove(String.valueOf(require(payload, "session")));
        return Result.ok(Payload.EMPTY);
    }

    private static Result say(JsonObject payload, String key, String prefix, ChannelSocket socket) {
        Object said = require(payload, key);
        Object session = require(payload, "session");
        if ("##STOP".equals(said)) {
            return Result.stop(StopReason.ERROR);
        }
        Object text = prefix.isEmpty() ? said : prefix + said;
        socket.push(
                "btu_msg", Payload.of(new JsonObject().put("session", session).put("text", text)));
        return Result.noReply();
    }

    private static JsonObject object(Payload payload) {
        if (payload instanceof Payload.Json json && json.value() instanceof JsonObject object) {
            return object;
        }
        return new JsonObject();
    }

    private static Object require(JsonObject payload, String key) {
        if (!payload.containsKey(key)) {
            throw new IllegalStateException("no clause without " + key);
        }
        return payload.getValue(key);
    }
}
