package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.Multipart;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Plays one AIDA vector step by step. */
final class AidaPlayer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WAIT_MS = 5_000;
    private static final long QUIET_MS = 300;

    private final TestServer server;
    private final Operator operator;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, AidaClient> clients = new HashMap<>();
    private final Expectation expectation = new Expectation(variables);

    AidaPlayer(TestServer server, Operator operator) {
        this.server = server;
        this.operator = operator;
    }

    void play(JsonNode vector) throws Exception {
        for (JsonNode bot : vector.path("given").path("bots")) {
            variables.put(bot.get("as").asText(), makeBot(bot, severalLines(vector)));
        }
        try {
            int index = 0;
            for (JsonNode step : vector.get("steps")) {
                try {
                    step(step);
                } catch (AssertionError failure) {
                    throw new AssertionError("step " + index + " " + step + ": " + failure.getMessage(), failure);
                }
                index++;
            }
        } finally {
            clients.values().forEach(AidaClient::close);
        }
    }

    /** Keyword responders say one line; a vector about several needs an engine that reads the script as it stands. */
    private static boolean severalLines(JsonNode vector) {
        return vector.get("name").asText().equals("utb-several-lines");
    }

    private String makeBot(JsonNode bot, boolean severalLines) {
        ObjectNode manifest;
        if (severalLines) {
            manifest = JSON.createObjectNode();
            manifest.putObject("engine").put("type", "lines").set("lines", bot.get("script"));
            manifest.set("channels", bot.get("channels"));
        } else {
            manifest = Expectation.aidaManifest(bot.get("channels"), bot.get("script"));
            if (bot.path("notifications").asBoolean()) {
                manifest.put("notifications_url", operator.url());
            }
        }
        return server.makeBot(manifest);
    }

    private void step(JsonNode step) throws Exception {
        if (step.has("wait_before_ms")) {
            Thread.sleep(step.get("wait_before_ms").asLong());
        }
        switch (step.get("do").asText()) {
            case "connect" ->
                clients.put(
                        step.get("as").asText(),
                        new AidaClient(
                                server.http(), server.url(), step.get("vsn").asText()));
            case "close" -> clients.get(step.get("as").asText()).close();
            case "channel" -> channel(step);
            case "burst" -> burst(step);
            case "http" -> http(step);
            case "expect_push" -> pushes(client(step), step.get("pushes"), frame -> !isReply(frame));
            case "expect_silence" -> {
                AidaClient client = client(step);
                assertThat(client.take(
                                frame -> frame.event().equals("btu_msg"),
                                step.get("ms").asLong()))
                        .isNull();
            }
            case "differ" ->
                assertThat(expectation.text(step.get("a").asText()))
                        .isNotEqualTo(expectation.text(step.get("b").asText()));
            case "expect_call" -> call(step);
            default -> throw new AssertionError("unknown step");
        }
    }

    private AidaClient client(JsonNode step) {
        return clients.get(step.get("on").asText());
    }

    private static boolean isReply(AidaClient.Frame frame) {
        return frame.event().equals("phx_reply");
    }

    private void channel(JsonNode step) {
        AidaClient client = client(step);
        String topic = expectation.text(step.get("topic").asText());
        String ref = client.push(topic, step.get("event").asText(), expectation.fill(step.get("payload")));
        Predicate<AidaClient.Frame> answer =
                frame -> isReply(frame) && frame.ref().asText().equals(ref);
        if (step.has("reply")) {
            AidaClient.Frame reply = client.take(answer, WAIT_MS);
            assertThat(reply).as("a reply").isNotNull();
            checkReply(step.get("reply"), reply.payload());
        }
        if (step.has("pushes")) {
            pushes(
                    client,
                    step.get("pushes"),
                    frame -> !isReply(frame) && frame.topic().equals(topic));
            if (step.get("pushes").isEmpty()) {
                assertThat(client.take(frame -> frame.event().equals("btu_msg"), QUIET_MS))
                        .isNull();
            }
        }
        if (step.has("pushes_at_least")) {
            for (int i = 0; i < step.get("pushes_at_least").asInt(); i++) {
                assertThat(client.take(frame -> frame.event().equals("btu_msg"), WAIT_MS))
                        .isNotNull();
            }
            while (client.take(frame -> frame.event().equals("btu_msg"), QUIET_MS) != null) {
                // Further lines are allowed and of no interest.
            }
        }
    }

    private void checkReply(JsonNode expected, JsonNode payload) {
        if (expected.isTextual() && expected.asText().equals("$optional_ok")) {
            assertThat(payload.get("status").asText()).as(payload.toString()).isEqualTo("ok");
        } else if (expected.isTextual() && expected.asText().startsWith("$error:")) {
            assertThat(payload.get("status").asText()).isEqualTo("error");
            assertThat(payload.get("response").get("reason").asText())
                    .isEqualTo(expected.asText().substring("$error:".length()));
        } else {
            assertThat(expectation.mismatch(expected, payload, true, "reply")).isNull();
        }
    }

    private void pushes(AidaClient client, JsonNode pushes, Predicate<AidaClient.Frame> wanted) {
        for (JsonNode push : pushes) {
            AidaClient.Frame frame = client.take(wanted, WAIT_MS);
            assertThat(frame).as("push %s", push).isNotNull();
            assertThat(frame.event()).isEqualTo(push.get("event").asText());
            assertThat(expectation.mismatch(push.get("payload"), frame.payload(), true, "push"))
                    .isNull();
        }
    }

    private void burst(JsonNode step) {
        AidaClient client = client(step);
        String topic = expectation.text(step.get("topic").asText());
        for (JsonNode event : step.get("events")) {
            client.push(topic, event.get(0).asText(), expectation.fill(event.get(1)));
        }
        String of = step.get("frames_of").asText();
        for (JsonNode expected : step.get("frames")) {
            AidaClient.Frame frame = client.take(candidate -> candidate.event().equals(of), WAIT_MS);
            assertThat(frame).as("frame %s", expected).isNotNull();
            assertThat(expectation.mismatch(expected.get("payload"), frame.payload(), true, "frame"))
                    .isNull();
        }
    }

    private void http(JsonNode step) throws IOException, InterruptedException {
        String path = expectation.text(step.get("path").asText());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        step.path("request_headers").fields().forEachRemaining(header -> {
            String name = header.getKey();
            request.header(name, expectation.text(header.getValue().asText()));
        });
        if (path.startsWith("/api")) {
            request.header("authorization", "Bearer " + TestServer.ADMIN_TOKEN);
        }
        request.method(step.get("method").asText(), body(step, request));
        HttpResponse<byte[]> response = server.http().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(text).isEqualTo(step.get("status").asInt());
        step.path("headers").fields().forEachRemaining(header -> {
            String value = response.headers().firstValue(header.getKey()).orElse(null);
            assertThat(expectation.mismatch(
                            header.getValue(),
                            value == null ? null : JSON.getNodeFactory().textNode(value),
                            false,
                            "header " + header.getKey()))
                    .isNull();
        });
        if (step.has("body")) {
            assertThat(text).isEqualTo(step.get("body").asText());
        }
        if (step.has("body_base64")) {
            assertThat(Base64.getEncoder().encodeToString(response.body()))
                    .isEqualTo(step.get("body_base64").asText());
        }
        if (step.has("json_body")) {
            assertThat(expectation.mismatch(step.get("json_body"), JSON.readTree(text), false, "body"))
                    .isNull();
        }
    }

    private void call(JsonNode step) {
        String wanted = step.get("method").asText() + " .*"
                + Pattern.quote(step.get("path").asText());
        Waiting.until("the call " + wanted, () -> operator.calls().stream().anyMatch(call -> fits(call, wanted, step)));
    }

    private boolean fits(Operator.Call call, String wanted, JsonNode step) {
        return (call.method() + " " + call.path()).matches(wanted)
                && expectation.mismatch(step.get("json"), TestServer.json(call.body()), false, "call") == null;
    }

    private HttpRequest.BodyPublisher body(JsonNode step, HttpRequest.Builder request) {
        if (step.has("json")) {
            request.header("content-type", "application/json");
            return BodyPublishers.ofString(expectation.fill(step.get("json")).toString());
        }
        if (step.has("form")) {
            request.header("content-type", "application/x-www-form-urlencoded");
            List<String> pairs = new ArrayList<>();
            expectation
                    .fill(step.get("form"))
                    .fields()
                    .forEachRemaining(field -> pairs.add(field.getKey() + "="
                            + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8)));
            return BodyPublishers.ofString(String.join("&", pairs));
        }
        if (step.has("raw")) {
            request.header("content-type", step.get("content_type").asText());
            return BodyPublishers.ofString(step.get("raw").asText());
        }
        if (step.has("multipart")) {
            Multipart form = new Multipart();
            for (JsonNode part : step.get("multipart")) {
                byte[] bytes = part.has("base64")
                        ? Base64.getDecoder().decode(part.get("base64").asText())
                        : part.get("text").asText().getBytes(StandardCharsets.UTF_8);
                form.part(
                        part.get("name").asText(),
                        part.path("filename").asText(null),
                        part.path("content_type").asText(null),
                        java.util.Arrays.copyOf(
                                bytes,
                                Math.max(bytes.length, part.path("pad_to").asInt())));
            }
            request.header("content-type", form.contentType());
            return BodyPublishers.ofByteArray(form.bytes());
        }
        return BodyPublishers.noBody();
    }
}
