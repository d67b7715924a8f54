package dev.parley.phoenix;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Echoes, waits when told to, and lets a test reach its socket. */
final class TestChannel implements Channel {
    /** What tests look at. */
    static final class Seen {
        final List<ChannelSocket> sockets = new CopyOnWriteArrayList<>();
        final List<StopReason> ends = new CopyOnWriteArrayList<>();
        final Map<String, Promise<Result>> waiting = new ConcurrentHashMap<>();
        final List<Context> calledOn = new CopyOnWriteArrayList<>();
        volatile int handled;
    }

    private final Seen seen;

    TestChannel(Seen seen) {
        this.seen = seen;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        seen.sockets.add(socket);
        return Future.succeededFuture(JoinResult.ok());
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        seen.handled++;
        if (seen.calledOn.isEmpty()) {
            seen.calledOn.add(Vertx.currentContext());
        }
        switch (event) {
            case "wait":
                Promise<Result> promise = Promise.promise();
                seen.waiting.put(socket.topic(), promise);
                return promise.future();
            case "broadcast":
                socket.broadcast("said", payload);
                return Future.succeededFuture(Result.ok(Payload.EMPTY));
            case "big":
                return Future.succeededFuture(Result.ok(Payload.of(new JsonObject().put("x", "x".repeat(10_000)))));
            default:
                return Future.succeededFuture(Result.ok(payload));
        }
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        socket.push("info", Payload.of(new JsonObject().put("m", message)));
        return Future.succeededFuture(Result.noReply());
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        seen.ends.add(reason);
    }
}
