package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Plays one vector of {@code gws-vectors.json}, whose {@code format} block says how. */
final class GwsPlayer {
    private static final Set<String> IGNORED = Set.of("timestamp", "timestampSeconds", "visibility");

    private final RawChats client;
    private final Map<String, String> saved = new HashMap<>();

    GwsPlayer(RawChats client) {
        this.client = client;
    }

    void play(JsonNode vector) {
        for (JsonNode step : vector.get("steps")) {
            if (step.has("method")) {
                Duration patience = Duration.ofMillis(step.path("retry_ms").asLong());
                long end = System.nanoTime() + patience.toNanos();
                while (!matches(step, System.nanoTime() > end)) {
                    pause(50);
                }
            } else {
                pause(step.get("wait_ms").asLong());
            }
        }
    }

    private boolean matches(JsonNode step, boolean last) {
        RawChats.Answer answer = send(step);
        try {
            check(step.get("expect"), answer);
        } catch (AssertionError wrong) {
            if (last) {
                throw new AssertionError(step + "\nwas answered " + answer.status() + " " + answer.body(), wrong);
            }
            return false;
        }
        step.path("save")
                .fields()
                .forEachRemaining(save -> saved.put(
                        save.getKey(),
                        answer.json().at(save.getValue().asText()).asText()));
        return true;
    }

    private RawChats.Answer send(JsonNode step) {
        Map<String, String> headers = new HashMap<>();
        step.path("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        String body =
                step.has("raw") ? step.get("raw").asText() : step.path("body").toString();
        if (!body.isEmpty()) {
            headers.putIfAbsent("Content-Type", "application/json");
        }
        return client.send(
                step.get("method").asText(), filled(step.get("path").asText()), headers, Buffer.buffer(filled(body)));
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : saved.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    private void check(JsonNode expected, RawChats.Answer answer) {
        JsonNode status = expected.get("status");
        if (status.isArray()) {
            assertThat(status).extracting(JsonNode::asInt).contains(answer.status());
        } else {
            assertThat(answer.status()).isEqualTo(status.asInt());
        }
        expected.path("headers")
                .fields()
                .forEachRemaining(header -> checkHeader(
                        header.getValue().asText(),
                        answer.headers().get(header.getKey().toLowerCase(Locale.ROOT))));
        if (expected.has("body")) {
            checkJson("", expected.get("body"), answer.json());
        }
    }

    private static void checkHeader(String expected, String actual) {
        if (expected.equals("$absent")) {
            assertThat(actual).isNull();
        } else if (expected.equals("$any")) {
            assertThat(actual).isNotNull();
        } else if (expected.startsWith("$has ")) {
            assertThat(names(actual, "[,;]")).containsAll(names(expected.substring("$has ".length()), ","));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static Set<String> names(String list, String separator) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(list.split(separator))
                .forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        return names;
    }

    private void checkJson(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            Set<String> wanted = new TreeSet<>();
            expected.fieldNames().forEachRemaining(wanted::add);
            Set<String> there = new TreeSet<>();
            actual.fieldNames().forEachRemaining(there::add);
            there.removeAll(IGNORED);
            wanted.removeIf(name -> expected.get(name).asText().equals("$absent"));
            assertThat(there).as("fields of " + at).isEqualTo(wanted);
            wanted.forEach(name -> checkJson(at + "/" + name, expected.get(name), actual.get(name)));
        } else if (expected.isArray()) {
            assertThat(actual).as(at).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                checkJson(at + "/" + i, expected.get(i), actual.get(i));
            }
        } else {
            checkValue(at, expected, actual);
        }
    }

    private void checkValue(String at, JsonNode expected, JsonNode actual) {
        switch (expected.asText()) {
            case "$any" -> assertThat(actual).as(at).isNotNull();
            case "$id" ->
                assertThat(actual.isIntegralNumber() || !actual.asText().isEmpty())
                        .as(at)
                        .isTrue();
            case "$text" ->
                assertThat(actual.isTextual() && !actual.asText().isEmpty())
                        .as(at)
                        .isTrue();
            default -> {
                if (expected.isTextual()) {
                    assertThat(actual.isTextual()).as(at).isTrue();
                    assertThat(actual.asText()).as(at).isEqualTo(filled(expected.asText()));
                } else {
                    assertThat(actual).as(at).isEqualTo(expected);
                }
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
