package dev.parley.gateway.gws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.TestServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A client that sends addresses and bodies as they are given, however odd, each request on a connection of its own. */
final class RawChats {
    private static final int PATIENCE_MS = 30_000;

    private final URI server;

    RawChats(String url) {
        server = URI.create(url);
    }

    /**
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return TestServer.json(body);
        }
    }

    Answer send(String method, String path, Map<String, String> headers, Buffer body) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nhost: " + server.getAuthority()
                + "\r\nconnection: close\r\ncontent-length: " + body.length() + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(Buffer.buffer(head + "\r\n").appendBuffer(body).getBytes());
            return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
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
}
