package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Sends polls and posts to one of a server's event loops. */
final class LongPollClient {
    static final String NDJSON = "application/x-ndjson";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PhoenixServer server;

    LongPollClient(PhoenixServer server) {
        this.server = server;
    }

    private HttpRequest.Builder request(int loop, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port(loop) + "/socket/longpoll?vsn=2.0.0"
                + (token == null ? "" : "&token=" + token)));
    }

    /** The token of a new session. */
    String open(int loop) throws Exception {
        JsonObject answer = get(loop, null);
        assertThat(answer.getInteger("status")).isEqualTo(410);
        return answer.getString("token");
    }

    JsonObject get(int loop, String token) throws Exception {
        return body(http.send(request(loop, token).build(), BodyHandlers.ofString()));
    }

    CompletableFuture<JsonObject> getLater(String token) {
        return http.sendAsync(request(0, token).build(), BodyHandlers.ofString())
                .thenApply(LongPollClient::body);
    }

    /** HTTP's own status, asked for a new session. */
    int status(int loop) throws Exception {
        return http.send(request(loop, null).build(), BodyHandlers.ofString()).statusCode();
    }

    HttpResponse<String> send(int loop, String token, String type, String body) throws Exception {
        return http.send(posting(loop, token, type, body), BodyHandlers.ofString());
    }

    private HttpRequest posting(int loop, String token, String type, String body) {
        return request(loop, token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    JsonObject post(int loop, String token, String body) throws Exception {
        return body(send(loop, token, NDJSON, body));
    }

    CompletableFuture<JsonObject> postLater(String token, String body) {
        return http.sendAsync(posting(0, token, NDJSON, body), BodyHandlers.ofString())
                .thenApply(LongPollClient::body);
    }

    static JsonObject body(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(response.body());
    }
}
