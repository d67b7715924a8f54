package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays one vector against a server and a stand-in for Courier. */
final class ChipPlayer {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([\\w.]+)}}");

    private final WebSocketClient client;
    private final int port;
    private final Map<String, String> variables;
    private final List<CourierStandIn.Channel> courier;
    private final Map<String, ChipSocket> sockets = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private int seen;

    /**
     * @param variables the ids of the vector's channels by name
     */
    ChipPlayer(WebSocketClient client, int port, Map<String, String> variables, CourierStandIn courier) {
        this.client = client;
        this.port = port;
        this.variables = new HashMap<>(variables);
        this.courier = variables.values().stream().map(courier::channel).toList();
    }

    void play(JsonObject vector) throws Exception {
        JsonObject given = vector.getJsonObject("given", new JsonObject());
        courier.forEach(channel -> {
            channel.answer(given.getInteger("courier_status", 200));
            channel.delay(given.getLong("courier_delay_ms", 0L));
        });
        JsonArray steps = vector.getJsonArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.getJsonObject(i);
            try {
                play(step, step.getString("on", "c1"));
            } catch (AssertionError e) {
                throw new AssertionError("step " + i + " " + step.encode() + ": " + e.getMessage(), e);
            }
        }
        for (ChipSocket socket : sockets.values()) {
            socket.raw().close();
        }
    }

    private void play(JsonObject step, String on) throws Exception {
        if (step.containsKey("connect")) {
            connect(step, on);
        } else if (step.containsKey("send")) {
            sockets.get(on).sendText(((JsonObject) filled(step.getValue("send"))).encode());
        } else if (step.containsKey("send_raw")) {
            sockets.get(on).sendText((String) filled(step.getValue("send_raw")));
        } else if (step.containsKey("send_binary")) {
            sockets.get(on).sendBinary(((JsonObject) filled(step.getValue("send_binary"))).encode());
        } else if (step.containsKey("send_text_of_bytes")) {
            int frame = new JsonObject()
                    .put("type", "send_msg")
                    .put("text", "")
                    .encode()
                    .length();
            sockets.get(on).say("x".repeat(step.getInteger("send_text_of_bytes") - frame));
        } else if (step.containsKey("expect")) {
            match("$", filled(step.getValue("expect")), sockets.get(on).next());
        } else if (step.containsKey("expect_silence_ms")) {
            sockets.get(on).silent(step.getInteger("expect_silence_ms"));
        } else if (step.containsKey("close")) {
            sockets.get(on).close(step.getInteger("close"));
        } else if (step.containsKey("expect_close")) {
            assertThat(sockets.get(on).closeCode()).isEqualTo(step.getInteger("expect_close"));
        } else if (step.containsKey("http")) {
            request(step.getJsonObject("http"));
        } else if (step.containsKey("expect_courier")) {
            expectCourier(step.getJsonObject("expect_courier"));
        } else if (step.containsKey("expect_no_courier_ms")) {
            Thread.sleep(step.getInteger("expect_no_courier_ms"));
            assertThat(calls()).hasSize(seen);
        } else if (step.containsKey("courier_status")) {
            courier.forEach(channel -> channel.answer(step.getInteger("courier_status")));
        } else if (step.containsKey("wait_ms")) {
            Thread.sleep(step.getInteger("wait_ms"));
        } else {
            throw new AssertionError("unknown step");
        }
    }

    private void connect(JsonObject step, String on) {
        JsonObject refused = step.getJsonObject("refused");
        try {
            sockets.put(on, ChipSocket.connect(client, port, (String) filled(step.getValue("connect"))));
            assertThat(refused).as("was let in").isNull();
        } catch (Exception failure) {
            if (!(failure instanceof UpgradeRejectedException rejected) || refused == null) {
                throw new AssertionError(failure);
            }
            assertThat(rejected.getStatus()).isEqualTo(refused.getInteger("status"));
            if (refused.containsKey("json")) {
                match("$", refused.getJsonObject("json"), new JsonObject(rejected.getBody()));
            }
        }
    }

    private void request(JsonObject asked) throws Exception {
        String body = asked.containsKey("raw")
                ? asked.getString("raw")
                : asked.containsKey("body") ? json(filled(asked.getValue("body"))) : "";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + filled(asked.getString("path"))))
                .header("content-type", "application/json")
                .method(asked.getString("method", "POST"), HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(asked.getInteger("status"));
        if (asked.containsKey("json")) {
            match("$", filled(asked.getValue("json")), new JsonObject(answer.body()));
        }
    }

    private static String json(Object value) {
        return io.vertx.core.json.Json.encode(value);
    }

    private List<CourierStandIn.Call> calls() {
        List<CourierStandIn.Call> all = new ArrayList<>();
        courier.forEach(channel -> all.addAll(channel.calls()));
        return all;
    }

    private void expectCourier(JsonObject expected) {
        dev.parley.testing.Waiting.until("Courier is called", () -> calls().size() > seen);
        CourierStandIn.Call call = calls().get(seen++);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.contentType()).isEqualTo("application/json");
        match("$", filled(expected.getValue("body")), call.body());
    }

    private Object filled(Object value) {
        if (value instanceof String text) {
            return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1))));
        }
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.forEach(entry -> copy.put(entry.getKey(), filled(entry.getValue())));
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(member -> copy.add(filled(member)));
            return copy;
        }
        return value;
    }

    private void match(String path, Object expected, Object actual) {
        if (expected instanceof String text && text.startsWith("$")) {
            placeholder(path, text.substring(1), actual);
        } else if (expected instanceof JsonObject object) {
            assertThat(actual).as(path).isInstanceOf(JsonObject.class);
            JsonObject found = (JsonObject) actual;
            assertThat(found.fieldNames()).as(path + " of " + found.encode()).isEqualTo(object.fieldNames());
            object.forEach(
                    entry -> match(path + "." + entry.getKey(), entry.getValue(), found.getValue(entry.getKey())));
        } else if (expected instanceof JsonArray array) {
            assertThat(actual).as(path).isInstanceOf(JsonArray.class);
            JsonArray found = (JsonArray) actual;
            assertThat(found.size()).as(path + " of " + found.encode()).isEqualTo(array.size());
            for (int i = 0; i < array.size(); i++) {
                match(path + "[" + i + "]", array.getValue(i), found.getValue(i));
            }
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }

    private void placeholder(String path, String placeholder, Object actual) {
        String[] parts = placeholder.split(":", 2);
        String text = String.valueOf(actual);
        switch (parts[0]) {
            case "any" -> assertThat(actual).as(path).isNotNull();
            case "string" -> assertThat(actual).as(path).isInstanceOf(String.class);
            case "chat_id" -> assertThat(text).as(path).matches("[a-zA-Z0-9]{24}");
            case "time" ->
                assertThat(text).as(path).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
            default -> throw new AssertionError("unknown placeholder " + placeholder);
        }
        if (parts.length == 2) {
            variables.put(parts[1], text);
        }
    }
}
