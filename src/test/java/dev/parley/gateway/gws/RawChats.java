package dev.parley.gateway.gws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client that sends addresses and bodies as they are given, however odd. */
final class RawChats implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final URI server;

    RawChats(String url) {
        server = URI.create(url);
    }

    record Answer(int status, MultiMap headers, String body) {
        JsonNode json() {
            return TestServer.json(body);
        }
    }

    Answer send(String method, String path, Map<String, String> headers, Buffer body) {
        return Waiting.on(client.request(HttpMethod.valueOf(method), server.getPort(), server.getHost(), path)
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return body.length() == 0 ? request.send() : request.send(body);
                })
                .compose(response -> response.body()
                        .map(read -> new Answer(response.statusCode(), response.headers(), read.toString()))));
    }

    Answer post(String path, String body) {
        return send("POST", path, Map.of("content-type", "application/json"), Buffer.buffer(body));
    }

    Answer get(String path) {
        return send("GET", path, Map.of(), Buffer.buffer());
    }

    /** Begins a chat; its path. */
    String begin() {
        JsonNode begun = post(
                        "/api/v2/chats", "{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"Hi\"}")
                .json();
        return begun.get("path").asText();
    }

    /** The chat's, and so the session's, id. */
    static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    Answer say(String chat, String text) {
        return post(chat, "{\"operationName\":\"SendMessage\",\"text\":\"" + text + "\"}");
    }

    Answer does(String chat, String operation) {
        return post(chat, "{\"operationName\":\"" + operation + "\"}");
    }

    /** What a poll tells, one word or text an entry. */
    List<String> poll(String chat) {
        return told(get(chat + "/messages"));
    }

    /** Entries as texts: {@code 2 Ann: Hello}, {@code 3 Fixture joined}. */
    static List<String> told(Answer answer) {
        List<String> told = new ArrayList<>();
        for (JsonNode entry : answer.json().get("messages")) {
            String who = entry.get("index").asInt() + " "
                    + entry.at("/from/nickname").asText();
            told.add(
                    switch (entry.get("type").asText()) {
                        case "Text" -> who + ": " + entry.get("text").asText();
                        case "ParticipantJoined" -> who + " joined";
                        case "ParticipantLeft" -> who + " left";
                        case "TypingStarted" -> who + " types";
                        case "TypingStopped" -> who + " types no more";
                        default -> throw new AssertionError(entry);
                    });
        }
        return told;
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
