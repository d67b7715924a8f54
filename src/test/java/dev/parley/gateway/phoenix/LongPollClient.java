package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Queue;

/** A Phoenix client that polls, serializer 2.0; it polls only when somebody wants its next message. */
final class LongPollClient {
    private final TestServer server;
    private final String topic;
    private final Queue<JsonNode> messages = new ArrayDeque<>();
    private String token = "";
    private int refs;
    private int largest;

    LongPollClient(TestServer server, String bot) {
        this.server = server;
        topic = "bot:" + bot;
        JsonNode opened = ask(request());
        assertThat(opened.get("status").asInt()).isEqualTo(410);
        token = opened.get("token").asText();
    }

    /** The length of the longest answer to a poll so far. */
    int largest() {
        return largest;
    }

    void push(String event, JsonNode payload) {
        String ref = String.valueOf(++refs);
        String frame = "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\"," + payload + "]";
        JsonNode answer =
                ask(request().header("content-type", "application/x-ndjson").POST(BodyPublishers.ofString(frame)));
        assertThat(answer.get("status").asInt()).isEqualTo(200);
    }

    /** The next message, as it came: {@code [join_ref, ref, topic, event, payload]}. */
    JsonNode next() {
        while (messages.isEmpty()) {
            JsonNode answer = ask(request());
            assertThat(answer.get("status").asInt()).isIn(200, 204);
            answer.path("messages").forEach(text -> messages.add(TestServer.json(text.asText())));
        }
        return messages.remove();
    }

    /** The payload of the next message of an event. */
    JsonNode next(String event) {
        JsonNode message = next();
        return message.get(3).asText().equals(event) ? message.get(4) : next(event);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                URI.create(server.url() + "/socket/longpoll?vsn=2.0.0" + (token.isEmpty() ? "" : "&token=" + token)));
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            String body =
                    server.http().send(request.build(), BodyHandlers.ofString()).body();
            largest = Math.max(largest, body.length());
            return TestServer.json(body);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
