package dev.parley.engineio;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A client that polls, one request at a time. Every answer's body is read as bytes, one character each unless it is text. */
public final class PollingClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String path;
    private final int protocol;
    private String sid = "";

    /** A client of a path such as {@code /engine.io/} and of a protocol, 3 or 4. */
    public PollingClient(String path, int protocol) {
        this.path = path;
        this.protocol = protocol;
    }

    /** What was answered. */
    public record Answer(int status, String type, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Opens a connection; the answer has its open packet and what came along. */
    public Answer open(int port) {
        return open(port, "");
    }

    public Answer open(int port, String query) {
        Answer opened = get(port, query);
        int brace = opened.text().indexOf('{');
        if (opened.status() == 200 && brace >= 0) {
            sid = new JsonObject(opened.text().substring(brace, opened.text().indexOf('}') + 1)).getString("sid");
        }
        return opened;
    }

    /** Is new again. */
    public void forget() {
        sid = "";
    }

    public String sid() {
        return sid;
    }

    public Answer get(int port) {
        return get(port, "");
    }

    public Answer get(int port, String query) {
        return getLater(port, query).join();
    }

    /** Sends a poll and does not wait; cancelling the result ends the request. */
    public CompletableFuture<Answer> getLater(int port) {
        return getLater(port, "");
    }

    private CompletableFuture<Answer> getLater(int port, String query) {
        CompletableFuture<HttpResponse<byte[]>> response =
                HTTP.sendAsync(request(port, query).build(), BodyHandlers.ofByteArray());
        CompletableFuture<Answer> answer = response.thenApply(PollingClient::answer);
        answer.whenComplete((done, failed) -> {
            if (answer.isCancelled()) {
                response.cancel(true);
            }
        });
        return answer;
    }

    public Answer post(int port, String body) {
        return post(port, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(int port, String type, byte[] body) {
        HttpRequest request = request(port, "")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(PollingClient::answer)
                .join();
    }

    private HttpRequest.Builder request(int port, String query) {
        String known = sid.isEmpty() ? "" : "&sid=" + sid;
        return HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + port + path + "?EIO=" + protocol + "&transport=polling" + known + query));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    /** The path of a WebSocket that takes over, or of a new one while nothing was opened. */
    public String webSocket() {
        return path + "?EIO=" + protocol + "&transport=websocket" + (sid.isEmpty() ? "" : "&sid=" + sid);
    }
}
