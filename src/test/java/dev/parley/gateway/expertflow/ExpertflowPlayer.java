package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays one vector of {@code expertflow-vectors.json}, whose {@code format} block says how. */
final class ExpertflowPlayer {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long WITHIN = 5_000;

    private final String url;
    private final int protocol;
    private final Map<String, String> saved = new HashMap<>();
    private final Map<String, SioClient> clients = new HashMap<>();
    private final Map<String, WebSocketLine> lines = new HashMap<>();
    private final Map<String, List<String>> frames = new HashMap<>();

    /**
     * @param protocol of Engine.IO: 4 for clients 4.x, 3 for clients 2.x
     */
    ExpertflowPlayer(String url, int protocol) {
        this.url = url;
        this.protocol = protocol;
    }

    void play(JsonNode vector) throws Exception {
        try {
            for (JsonNode written : vector.get("steps")) {
                JsonNode step = SioClient.json(filled(written.toString()));
                try {
                    play(step, vector);
                } catch (AssertionError wrong) {
                    throw new AssertionError("step " + step, wrong);
                }
            }
        } finally {
            clients.values().forEach(SioClient::close);
            lines.values().forEach(WebSocketLine::close);
        }
    }

    private void play(JsonNode step, JsonNode vector) throws Exception {
        if (step.has("http")) {
            http(step);
        } else if (step.has("connect")) {
            String transport = step.path("transports").path(0).asText("websocket");
            clients.put(step.get("connect").asText(), SioClient.connect(url, protocol, transport, "", ""));
        } else if (step.has("emit")) {
            emit(step);
        } else if (step.has("recv")) {
            JsonNode heard = client(step)
                    .take(
                            step.get("recv").asText(),
                            event -> matches(step.get("match"), event),
                            step.path("within_ms").asLong(WITHIN));
            save(step, heard, "");
        } else if (step.has("none")) {
            SioClient client = client(step);
            pause(step.get("ms").asLong());
            assertThat(client.hasHeard(step.get("none").asText(), event -> matches(step.get("match"), event)))
                    .isFalse();
        } else if (step.has("disconnect")) {
            clients.get(step.get("disconnect").asText()).disconnect();
        } else {
            line(step, vector);
        }
    }

    private void line(JsonNode step, JsonNode vector) {
        if (step.has("ws")) {
            List<String> heard = new CopyOnWriteArrayList<>();
            WebSocketLine line = new WebSocketLine(url, step.get("path").asText());
            line.open(heard::add, () -> {});
            lines.put(step.get("ws").asText(), line);
            frames.put(step.get("ws").asText(), heard);
        } else if (step.has("ws_send")) {
            lines.get(step.get("ws_send").asText()).send(step.get("text").asText());
        } else if (step.has("ws_recv")) {
            List<String> heard = frames.get(step.get("ws_recv").asText());
            Waiting.until("a frame", Duration.ofMillis(WITHIN), () -> !heard.isEmpty());
            assertThat(heard.remove(0)).containsPattern(step.get("text").asText());
        } else {
            throw new AssertionError("an unknown step of " + vector.get("name"));
        }
    }

    private void emit(JsonNode step) {
        JsonNode payload = step.get("args").get(0);
        if (step.has("ack")) {
            JsonNode ack = client(step).emit(step.get("emit").asText(), payload);
            assertThat(matches(step.get("ack"), ack)).as(ack.toString()).isTrue();
        } else {
            client(step).fire(step.get("emit").asText(), payload);
        }
    }

    private SioClient client(JsonNode step) {
        return clients.get(step.get("on").asText());
    }

    private void http(JsonNode step) throws Exception {
        JsonNode asked = step.get("http");
        String body = asked.has("raw")
                ? asked.get("raw").asText()
                : asked.has("body") ? asked.get("body").toString() : "";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url + asked.get("path").asText()))
                .method(asked.get("method").asText(), HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("content-type", "application/json");
        }
        asked.path("headers")
                .fields()
                .forEachRemaining(header ->
                        request.setHeader(header.getKey(), header.getValue().asText()));
        HttpResponse<String> answer = HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .get(20, TimeUnit.SECONDS);
        check(step.get("expect"), answer);
        save(step, answer.body().startsWith("{") ? SioClient.json(answer.body()) : null, answer.body());
    }

    private static void check(JsonNode expected, HttpResponse<String> answer) {
        JsonNode status = expected.get("status");
        if (status.isArray()) {
            assertThat(status).extracting(JsonNode::asInt).contains(answer.statusCode());
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status.asInt());
        }
        expected.path("headers")
                .fields()
                .forEachRemaining(header -> assertThat(
                                answer.headers().firstValue(header.getKey()).orElse(""))
                        .containsPattern(Pattern.compile(header.getValue().asText(), Pattern.CASE_INSENSITIVE)));
        if (expected.has("text")) {
            assertThat(answer.body()).containsPattern(expected.get("text").asText());
        }
        if (expected.has("body")) {
            assertThat(matches(expected.get("body"), SioClient.json(answer.body())))
                    .as(answer.body())
                    .isTrue();
        }
    }

    private void save(JsonNode step, JsonNode from, String text) {
        step.path("save").fields().forEachRemaining(save -> {
            String where = save.getValue().asText();
            if (where.startsWith("re:")) {
                Matcher found = Pattern.compile(where.substring("re:".length())).matcher(text);
                assertThat(found.find()).isTrue();
                saved.put(save.getKey(), found.group(1));
            } else {
                saved.put(save.getKey(), from.at(where).asText());
            }
        });
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : saved.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    private static boolean matches(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && expected.asText().startsWith("$")) {
            return switch (expected.asText()) {
                case "$any" -> !actual.isMissingNode();
                case "$absent" -> actual.isMissingNode();
                case "$text" -> actual.isTextual() && !actual.asText().isEmpty();
                case "$iso" ->
                    actual.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
                default -> throw new AssertionError(expected);
            };
        }
        if (expected.has("$contains")) {
            return stream(expected.get("$contains"))
                    .allMatch(wanted -> stream(actual).anyMatch(member -> matches(wanted, member)));
        }
        if (expected.isObject()) {
            return actual.isObject()
                    && expected.properties().stream()
                            .allMatch(field -> matches(field.getValue(), actual.path(field.getKey())));
        }
        if (expected.isArray()) {
            if (actual.size() != expected.size()) {
                return false;
            }
            for (int i = 0; i < expected.size(); i++) {
                if (!matches(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return actual.isArray();
        }
        return expected.equals(actual);
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
