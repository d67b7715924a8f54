package dev.parley.lab;

import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.PhoenixEndpoint;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Supplier;

/** The lab channel of the Phoenix spec, section 10: every way a channel can answer, push, fail and end. */
final class LabChannel implements Channel {
    private static final Payload BYTES = bytes(0x00, 0x01, 0x02, 0xfe, 0xff);
    private final Supplier<PhoenixEndpoint> endpoint;

    LabChannel(Supplier<PhoenixEndpoint> endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        String kind = topic.startsWith("lab:") ? topic.substring(4) : "crash";
        if (kind.startsWith("ok")) {
            return Future.succeededFuture(JoinResult.ok());
        }
        if (kind.startsWith("payload")) {
            return joined(Payload.of(new JsonObject().put("echo", json(payload))));
        }
        if (kind.startsWith("error")) {
            return Future.succeededFuture(new JoinResult.Refused(
                    Payload.of(new JsonObject().put("reason", "nope").put("code", 7))));
        }
        if (kind.startsWith("badreturn")) {
            return null;
        }
        if (kind.startsWith("binjoin")) {
            return joined(bytes(1, 2, 3));
        }
        if (kind.startsWith("pushjoin")) {
            socket.send("after_join");
            return joined(Payload.of(new JsonObject().put("n", 1)));
        }
        if (kind.startsWith("slow")) {
            return later(socket, 300).map(JoinResult.ok());
        }
        throw new IllegalStateException("join crashes");
    }

    private static Future<JoinResult> joined(Payload response) {
        return Future.succeededFuture(new JoinResult.Ok(response));
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        return switch (event) {
            case "sleep" ->
                later(socket, millis(payload))
                        .map(Result.ok(Payload.of(new JsonObject().put("slept", millis(payload)))));
            case "late_reply" -> {
                later(socket, millis(payload))
                        .onSuccess(v -> socket.reply(ref, "ok", Payload.of(new JsonObject().put("late", true))));
                yield Future.succeededFuture(Result.noReply());
            }
            case "bad_return" -> null;
            default -> Future.succeededFuture(answer(event, payload, socket));
        };
    }

    private Result answer(String event, Payload payload, ChannelSocket socket) {
        switch (event) {
            case "echo":
                return Result.ok(payload);
            case "echo_error":
                return Result.error(payload);
            case "weird_status":
                return new Result.Reply("custom", payload);
            case "ok":
                return Result.ok(Payload.EMPTY);
            case "error":
                return Result.error(Payload.EMPTY);
            case "noreply":
                return Result.noReply();
            case "bin_reply":
                return Result.ok(
                        payload instanceof Payload.Binary binary
                                ? new Payload.Binary(binary.bytes().copy().appendByte((byte) 0xff))
                                : BYTES);
            case "bin_error_reply":
                return Result.error(bytes(9));
            case "params":
                return Result.ok(Payload.of(socket.params()));
            case "types":
                return Result.ok(Payload.of(types()));
            default:
                return pushing(event, payload, socket);
        }
    }

    private Result pushing(String event, Payload payload, ChannelSocket socket) {
        switch (event) {
            case "bin_push":
                socket.push("bin_pushed", BYTES);
                return Result.noReply();
            case "bin_broadcast":
                socket.broadcast("bin_bcast", bytes(7, 8, 9));
                return Result.noReply();
            case "push3":
                for (int i = 1; i <= 3; i++) {
                    socket.push("n", Payload.of(new JsonObject().put("i", i)));
                }
                return Result.ok(Payload.of(new JsonObject().put("done", 3)));
            case "broadcast":
                socket.broadcast("bcast", payload);
                return Result.ok(Payload.EMPTY);
            case "broadcast_from":
                socket.broadcastFrom("bcast", payload);
                return Result.ok(Payload.EMPTY);
            case "icept":
                socket.broadcast("icept", payload);
                return Result.ok(Payload.EMPTY);
            case "disconnect":
                endpoint.get().disconnect(socket.params().getString("id"));
                return Result.noReply();
            default:
                return ending(event, payload, socket);
        }
    }

    private static Result ending(String event, Payload payload, ChannelSocket socket) {
        switch (event) {
            case "stop_normal", "stop_shutdown":
                return Result.stop(StopReason.NORMAL);
            case "stop_reply":
                return new Result.Stop(StopReason.NORMAL, new Result.Reply("ok", payload));
            case "stop_crash", "kill":
                return Result.stop(StopReason.ERROR);
            case "stop_crash_reply":
                return new Result.Stop(StopReason.ERROR, new Result.Reply("error", payload));
            case "info_stop", "info_shutdown", "info_crash":
                socket.send(event);
                return Result.ok(Payload.EMPTY);
            case "bad_push_payload":
                socket.push("bad", new Payload.Json("no object"));
                return Result.ok(Payload.EMPTY);
            default:
                throw new IllegalStateException("no clause for this event");
        }
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        if (message.equals("after_join")) {
            socket.push("after_join", Payload.of(new JsonObject().put("hello", "world")));
            return Future.succeededFuture(Result.noReply());
        }
        return Future.succeededFuture(Result.stop(message.equals("info_crash") ? StopReason.ERROR : StopReason.NORMAL));
    }

    @Override
    public Set<String> intercepts() {
        return Set.of("icept");
    }

    @Override
    public void handleOut(String event, Payload payload, ChannelSocket socket) {
        JsonObject object = ((JsonObject) json(payload)).copy();
        socket.push(event, Payload.of(object.put("intercepted", true)));
    }

    private static Future<Void> later(ChannelSocket socket, long millis) {
        Promise<Void> promise = Promise.promise();
        if (millis <= 0) {
            promise.complete();
        } else {
            socket.context().owner().setTimer(millis, id -> promise.complete());
        }
        return promise.future();
    }

    private static int millis(Payload payload) {
        return ((JsonObject) json(payload)).getInteger("ms");
    }

    private static Object json(Payload payload) {
        return ((Payload.Json) payload).value();
    }

    private static JsonObject types() {
        return new JsonObject()
                .put("n", null)
                .put("t", true)
                .put("z", -0.0)
                .put("f", 1.0)
                .put("e", 1.0e30)
                .put("small", 1.0e-4)
                .put("big", new BigInteger("123456789012345678901234567890"))
                .put("list", new JsonArray())
                .put("u", "é\u2028/<>&'\"\\\n\t\u0001😀");
    }

    private static Payload bytes(int... values) {
        Buffer buffer = Buffer.buffer();
        for (int value : values) {
            buffer.appendByte((byte) value);
        }
        return new Payload.Binary(buffer);
    }
}
