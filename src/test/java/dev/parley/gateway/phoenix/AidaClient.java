package dev.parley.gateway.phoenix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A plain Phoenix client of either serializer that keeps what it received until somebody takes it. */
final class AidaClient implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MS = 20_000;

    private final boolean version2;
    private final WebSocket socket;
    private final StringBuilder partial = new StringBuilder();
    private final List<Frame> received = new ArrayList<>();
    private final Map<String, String> joinRefs = new HashMap<>();
    private int refs;

    record Frame(JsonNode ref, String topic, String event, JsonNode payload) {}

    AidaClient(HttpClient http, String url, String vsn) {
        this(http, url, vsn, null);
    }

    /** As a page of this origin. */
    AidaClient(HttpClient http, String url, String vsn, String origin) {
        version2 = vsn.startsWith("2");
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/socket/websocket?vsn=" + vsn), this)
                .join();
    }

    String push(String topic, String event, JsonNode payload) {
        String ref = String.valueOf(++refs);
        if (event.equals("phx_join")) {
            joinRefs.put(topic, ref);
        }
        if (version2) {
            ArrayNode frame = JSON.createArrayNode();
            frame.add(joinRefs.get(topic)).add(ref).add(topic).add(event).add(payload);
            socket.sendText(frame.toString(), true).join();
        } else {
            ObjectNode frame = JSON.createObjectNode();
            frame.put("topic", topic).put("event", event).put("ref", ref).set("payload", payload);
            socket.sendText(frame.toString(), true).join();
        }
        return ref;
    }

    /** The reply to a push: its status and response. */
    JsonNode reply(String ref) {
        Frame reply = take(
                frame -> frame.event().equals("phx_reply")
                        && frame.ref().asText().equals(ref),
                PATIENCE_MS);
        if (reply == null) {
            throw new AssertionError("push " + ref + " was never answered");
        }
        return reply.payload();
    }

    /** The first frame that fits, taken out; null when none came in time. */
    synchronized Frame take(Predicate<Frame> wanted, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            for (Iterator<Frame> frames = received.iterator(); frames.hasNext(); ) {
                Frame frame = frames.next();
                if (wanted.test(frame)) {
                    frames.remove();
                    return frame;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return null;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    synchronized void drop(Predicate<Frame> unwanted) {
        received.removeIf(unwanted);
    }

    void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            accept(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private synchronized void accept(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            received.add(
                    version2
                            ? new Frame(
                                    frame.get(1),
                                    frame.get(2).asText(),
                                    frame.get(3).asText(),
                                    frame.get(4))
                            : new Frame(
                                    frame.get("ref"),
                                    frame.get("topic").asText(),
                                    frame.get("event").asText(),
                                    frame.get("payload")));
        } catch (java.io.IOException unreadable) {
            throw new IllegalStateException(text, unreadable);
        }
        notifyAll();
    }
}
