package dev.parley.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The bots of the benchmark, made by REST under fixed ids. */
final class Bots {
    static final String TOKEN = "bench-access-token";
    static final String ECHO = "0b0e0000-0000-4000-8000-000000000001";
    static final String BEACON = "0b0e0000-0000-4000-8000-000000000002";
    static final String CHIP = "0b0e0000-0000-4000-8000-000000000003";
    static final String GWS = "0b0e0000-0000-4000-8000-000000000004";

    private Bots() {}

    /**
     * An echo bot, one whose answers go to every socket of its topic, one that says what Chip's senders send, and an echo
     * bot for clients that poll.
     */
    static void make(int port) throws IOException, InterruptedException {
        make(port, ECHO, "echo", "session");
        make(port, BEACON, "beacon", "topic");
        make(port, CHIP, "none", new JsonObject().put("type", "chip").put("secret", TOKEN));
        make(port, GWS, "echo", new JsonObject().put("type", "gws"));
    }

    private static void make(int port, String id, String engine, String scope)
            throws IOException, InterruptedException {
        JsonObject entry = new JsonObject()
                .put("type", "websocket")
                .put("access_token", TOKEN)
                .put("scope", scope);
        make(port, id, engine, entry);
    }

    private static void make(int port, String id, String engine, JsonObject entry)
            throws IOException, InterruptedException {
        JsonObject manifest = new JsonObject()
                .put("engine", new JsonObject().put("type", engine))
                .put("channels", new JsonArray().add(entry));
        JsonObject bot = new JsonObject().put("id", id).put("manifest", manifest);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/bots"))
                .header("authorization", "Bearer " + ServerMain.ADMIN_TOKEN)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("bot", bot).encode()))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
    }
}
