package dev.parley.phoenix;

import dev.parley.testing.RawSocket;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays the steps of one vector on connections of its own. A step that goes otherwise throws {@link Mismatch}. */
final class VectorPlayer implements AutoCloseable {
    private static final Pattern REPEAT = Pattern.compile("\\$\\{repeat:(.):(\\d+)}");
    private static final Pattern BOUND = Pattern.compile("\\$\\{(\\w+)}");
    private static final Set<String> KNOWN = Set.of(
            "connect",
            "send",
            "sendHex",
            "sendFrame",
            "sendClose",
            "pauseMs",
            "expectNothing",
            "expect",
            "expectHex",
            "expectClose",
            "expectPong",
            "expectTcpClose",
            "http",
            "await");

    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    private final int port;
    private final HttpClient http;
    private final Map<String, RawSocket> sockets = new HashMap<>();
    private final Map<String, CompletableFuture<HttpResponse<String>>> background = new HashMap<>();
    private final Map<String, Object> bound = new HashMap<>();

    VectorPlayer(int port, HttpClient http) {
        this.port = port;
        this.http = http;
    }

    void play(JsonArray steps) throws Exception {
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.getJsonObject(i);
            try {
                play(step);
            } catch (Mismatch e) {
                throw new Mismatch("step " + i + " " + shortened(step.encode()) + ": " + shortened(e.getMessage()));
            }
        }
        for (RawSocket socket : sockets.values()) {
            RawSocket.Received extra = socket.receive(1);
            if (extra.opcode() >= 0) {
                throw new Mismatch("something more: " + extra);
            }
        }
    }

    private void play(JsonObject step) throws Exception {
        String kind =
                step.fieldNames().stream().filter(KNOWN::contains).findFirst().orElseThrow();
        String name = step.getString("conn", "a");
        RawSocket socket = sockets.get(name);
        switch (kind) {
            case "connect" -> connect(name, step);
            case "send" -> socket.text(filled(step.getString("send")));
            case "sendHex" -> socket.binary(HexFormat.of().parseHex(step.getString("sendHex")));
            case "sendFrame" -> sendFrame(socket, step.getJsonObject("sendFrame"));
            case "sendClose" -> socket.close(step.getInteger("sendClose"));
            case "pauseMs" -> Thread.sleep(step.getInteger("pauseMs"));
            case "expectNothing" -> same(RawSocket.Received.NOTHING, socket.receive(step.getInteger("expectNothing")));
            case "expect" -> expectText(step.getValue("expect"), socket.receive());
            case "expectHex" -> expectFrame(RawSocket.BINARY, step.getString("expectHex"), socket.receive());
            case "expectPong" -> expectFrame(RawSocket.PONG, step.getString("expectPong"), socket.receive());
            case "expectTcpClose" -> same(RawSocket.Received.END, socket.receive());
            case "expectClose" -> expectClose(step.getInteger("expectClose"), socket.receive());
            default -> http(step);
        }
    }

    private void connect(String name, JsonObject step) throws Exception {
        RawSocket socket = new RawSocket(port);
        sockets.put(name, socket);
        Map<String, String> headers = new LinkedHashMap<>();
        step.getJsonObject("headers", new JsonObject())
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        RawSocket.Response response =
                socket.request(step.getString("method", "GET"), step.getString("connect"), headers);
        same(step.getInteger("expectStatus"), response.status());
        for (Map.Entry<String, Object> header : step.getJsonObject("expectHeaders", new JsonObject())) {
            same(header.getValue(), response.headers().get(header.getKey()));
        }
        if (step.containsKey("expectBody")) {
            same(step.getString("expectBody"), response.body());
        }
    }

    private static void sendFrame(RawSocket socket, JsonObject frame) throws IOException {
        socket.frame(
                frame.getInteger("op"),
                HexFormat.of().parseHex(frame.getString("hex", "")),
                frame.getBoolean("fin", true),
                frame.getInteger("rsv", 0),
                frame.getBoolean("mask", true));
    }

    private void expectText(Object expected, RawSocket.Received received) throws Mismatch {
        if (received.opcode() != RawSocket.TEXT) {
            throw new Mismatch("got " + received);
        }
        Object actual = Json.decodeValue(received.text());
        if (!matches(expected, actual)) {
            throw new Mismatch("got " + received);
        }
    }

    private static void expectFrame(int opcode, String hex, RawSocket.Received received) throws Mismatch {
        same(opcode, received.opcode());
        same(hex, HexFormat.of().formatHex(received.payload()));
    }

    private static void expectClose(Integer code, RawSocket.Received received) throws Mismatch {
        if (received.opcode() != RawSocket.CLOSE) {
            throw new Mismatch("got " + received);
        }
        same(code, received.closeCode());
    }

    private void http(JsonObject step) throws Exception {
        String waits = step.getString("background");
        if (waits != null) {
            background.put(waits, http.sendAsync(request(step.getJsonObject("http")), BodyHandlers.ofString()));
            Thread.sleep(60);
            return;
        }
        HttpResponse<String> response = step.containsKey("await")
                ? background.get(step.getString("await")).get()
                : http.send(request(step.getJsonObject("http")), BodyHandlers.ofString());
        JsonObject expected = step.getJsonObject("expectHttp");
        same(expected.getInteger("status"), response.statusCode());
        if (expected.containsKey("json")) {
            JsonObject body = new JsonObject(response.body());
            if (body.containsKey("messages")) {
                JsonArray messages = new JsonArray();
                body.getJsonArray("messages").forEach(text -> messages.add(Json.decodeValue((String) text)));
                body.put("messages", messages);
            }
            if (!matches(expected.getJsonObject("json"), body)) {
                throw new Mismatch("got " + response.body());
            }
        }
        if (expected.containsKey("body")) {
            same(expected.getString("body"), response.body());
        }
        for (Map.Entry<String, Object> header : expected.getJsonObject("headers", new JsonObject())) {
            same(
                    header.getValue(),
                    response.headers().firstValue(header.getKey()).orElse(null));
        }
    }

    private HttpRequest request(JsonObject given) {
        String body = given.getString("body");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + filled(given.getString("path"))))
                .method(
                        given.getString("method", "GET"),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body)));
        given.getJsonObject("headers", new JsonObject())
                .forEach(header -> request.header(header.getKey(), filled((String) header.getValue())));
        return request.build();
    }

    /** The text with its repetitions and bound values put in. */
    private String filled(String text) {
        String repeated = REPEAT.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        return BOUND.matcher(repeated)
                .replaceAll(m -> Matcher.quoteReplacement(
                        bound.containsKey(m.group(1)) ? String.valueOf(bound.get(m.group(1))) : m.group()));
    }

    private boolean matches(Object expected, Object actual) {
        if (expected instanceof String text) {
            if (text.equals("$any") || text.startsWith("$any:")) {
                if (text.length() > 5) {
                    bound.put(text.substring(5), actual);
                }
                return true;
            }
            return filled(text).equals(actual);
        }
        if (expected instanceof Number number) {
            return actual instanceof Number other && number.doubleValue() == other.doubleValue();
        }
        if (expected instanceof JsonArray array) {
            boolean same = actual instanceof JsonArray other && array.size() == other.size();
            for (int i = 0; same && i < array.size(); i++) {
                same = matches(array.getValue(i), ((JsonArray) actual).getValue(i));
            }
            return same;
        }
        if (expected instanceof JsonObject object) {
            return actual instanceof JsonObject other
                    && object.fieldNames().equals(other.fieldNames())
                    && object.fieldNames().stream().allMatch(key -> matches(object.getValue(key), other.getValue(key)));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static void same(Object expected, Object actual) throws Mismatch {
        boolean same = expected == null ? actual == null : expected.equals(actual);
        if (!same) {
            throw new Mismatch("expected " + expected + " but got " + actual);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 400 ? text : Buffer.buffer(text).getString(0, 400) + "...";
    }

    @Override
    public void close() throws IOException {
        for (RawSocket socket : sockets.values()) {
            socket.close();
        }
    }
}
