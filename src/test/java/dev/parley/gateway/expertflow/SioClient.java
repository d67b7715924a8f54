package dev.parley.gateway.expertflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A Socket.IO client for tests, written from the protocol: it speaks Engine.IO 3 as clients 2.x do and 4 as newer ones, and
 * keeps what it hears until it is asked for.
 */
final class SioClient implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final long PATIENCE_SECONDS = 10;

    private final EioLine line;
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private final AtomicInteger acks = new AtomicInteger();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private volatile boolean closed;

    private record Heard(String event, JsonNode payload) {}

    private SioClient(EioLine line) {
        this.line = line;
    }

    /** Connects by WebSocket, as a client 4.x. */
    static SioClient connect(String url) {
        return connect(url, 4, "websocket", "", "");
    }

    /**
     * Connects.
     *
     * @param protocol of Engine.IO, 3 or 4
     * @param auth what the client says of itself as JSON, empty for nothing
     * @param query more of the address's query, such as {@code &secret=s}
     */
    static SioClient connect(String url, int protocol, String transport, String auth, String query) {
        String path = "/socket.io/?EIO=" + protocol + "&transport=" + transport + query;
        EioLine line =
                transport.equals("polling") ? new PollingLine(url + path, protocol) : new WebSocketLine(url, path);
        SioClient client = new SioClient(line);
        line.open(client::packet, () -> client.closed = true);
        if (protocol == 4) {
            line.send("40" + auth);
        }
        get(client.connected);
        return client;
    }

    /** Emits and waits for what the callback is told. */
    JsonNode emit(String event, Object payload) {
        int id = acks.getAndIncrement();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        awaited.put(id, answer);
        line.send("42" + id + arguments(event, payload));
        return get(answer);
    }

    /** Emits without a callback. */
    void fire(String event, Object... payload) {
        line.send("42" + arguments(event, payload));
    }

    /** Sends a packet as it is. */
    void raw(String packet) {
        line.send(packet);
    }

    private static String arguments(String event, Object... payload) {
        ArrayNode arguments = JSON.createArrayNode().add(event);
        for (Object argument : payload) {
            arguments.add(argument instanceof String text ? json(text) : JSON.valueToTree(argument));
        }
        return arguments.toString();
    }

    /** Takes the earliest event that was not taken yet and passes. */
    JsonNode take(String event, Predicate<JsonNode> wanted) {
        return take(event, wanted, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    JsonNode take(String event, Predicate<JsonNode> wanted, long millis) {
        List<JsonNode> found = new ArrayList<>(1);
        try {
            Waiting.until(event, java.time.Duration.ofMillis(millis), () -> {
                find(event, wanted, true).ifPresent(found::add);
                return !found.isEmpty();
            });
        } catch (AssertionError missing) {
            throw new AssertionError(event + " was not told; there is " + all(), missing);
        }
        return found.get(0);
    }

    /** The next message or activity. */
    JsonNode message(Predicate<JsonNode> wanted) {
        return take("messageArrived", wanted);
    }

    /** A message that says this. */
    JsonNode says(String text) {
        return message(message -> message.path("text").asText().equals(text));
    }

    /** An activity of this kind. */
    JsonNode activity(String type) {
        return message(message -> message.path("activityType").asText().equals(type));
    }

    boolean hasHeard(String event, Predicate<JsonNode> wanted) {
        return find(event, wanted, false).isPresent();
    }

    /** What was heard and not taken. */
    List<String> all() {
        synchronized (heard) {
            return heard.stream().map(Heard::toString).toList();
        }
    }

    private Optional<JsonNode> find(String event, Predicate<JsonNode> wanted, boolean take) {
        synchronized (heard) {
            Optional<Heard> found = heard.stream()
                    .filter(one -> one.event().equals(event) && wanted.test(one.payload()))
                    .findFirst();
            if (take) {
                found.ifPresent(heard::remove);
            }
            return found.map(Heard::payload);
        }
    }

    /** True when the server has ended the connection. */
    boolean isClosed() {
        return closed;
    }

    private void packet(String packet) {
        switch (packet.charAt(0)) {
            case '2' -> line.send("3" + packet.substring(1));
            case '4' -> message(packet.substring(1));
            case '1' -> closed = true;
            default -> {}
        }
    }

    private void message(String packet) {
        switch (packet.charAt(0)) {
            case '0' -> connected.complete(null);
            case '1' -> closed = true;
            case '2' -> {
                JsonNode arguments = json(packet.substring(packet.indexOf('[')));
                synchronized (heard) {
                    heard.add(new Heard(arguments.get(0).asText(), arguments.path(1)));
                }
            }
            case '3' -> {
                int start = packet.indexOf('[');
                CompletableFuture<JsonNode> answer = awaited.remove(Integer.parseInt(packet.substring(1, start)));
                if (answer == null) {
                    throw new AssertionError("answered twice: " + packet);
                }
                answer.complete(json(packet.substring(start)).path(0));
            }
            case '4' -> connected.completeExceptionally(new AssertionError(packet));
            default -> throw new AssertionError(packet);
        }
    }

    /** Leaves as clients do. */
    void disconnect() {
        line.send("41");
        line.close();
    }

    /** Goes without a word. */
    @Override
    public void close() {
        line.close();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(text, unreadable);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
