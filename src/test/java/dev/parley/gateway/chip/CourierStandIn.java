package dev.parley.gateway.chip;

import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Courier as far as Chip knows it, on a free port: takes events, answers as it is told, and remembers by channel. */
public final class CourierStandIn implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/c/chp/([0-9a-f-]{36})/receive");

    /** What one channel was sent, and how it is answered. */
    public static final class Channel {
        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private volatile int status = 200;
        private volatile long delayMs;

        public List<Call> calls() {
            return calls;
        }

        /** The single events, in the order they came. */
        public List<JsonObject> events() {
            return calls.stream()
                    .map(call -> call.body().getJsonArray("events").getJsonObject(0))
                    .toList();
        }

        public void answer(int other) {
            status = other;
        }

        public void delay(long ms) {
            delayMs = ms;
        }
    }

    /** One request. */
    public record Call(String method, String contentType, JsonObject body) {}

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final HttpServer server;

    public CourierStandIn() {
        server = Waiting.on(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public Channel channel(String id) {
        return channels.computeIfAbsent(id, any -> new Channel());
    }

    private void take(HttpServerRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            request.response().setStatusCode(404).end();
            return;
        }
        Channel channel = channel(path.group(1));
        request.body().onSuccess(body -> {
            channel.calls.add(
                    new Call(request.method().name(), request.getHeader("content-type"), new JsonObject(body)));
            if (channel.delayMs > 0) {
                vertx.setTimer(channel.delayMs, late -> answer(request, channel));
            } else {
                answer(request, channel);
            }
        });
    }

    private static void answer(HttpServerRequest request, Channel channel) {
        request.response()
                .setStatusCode(channel.status)
                .putHeader("content-type", "application/json")
                .end(
                        channel.status == 200
                                ? "{\"message\":\"Events Handled\",\"data\":[]}"
                                : "{\"message\":\"Error\"}");
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
