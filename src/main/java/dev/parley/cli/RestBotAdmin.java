package dev.parley.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bots of a running server, by {@code /api/bots}. */
final class RestBotAdmin implements BotAdmin {
    private final RestCalls server;
    private final String url;

    /** @param url where clients reach the server */
    RestBotAdmin(RestCalls server, String url) {
        this.server = server;
        this.url = url;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public List<JsonObject> all() throws IOException, InterruptedException {
        HttpResponse<String> response = server.call("GET", "/api/bots", Optional.empty());
        return server.expect(response, 200).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public Optional<JsonObject> find(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = server.call("GET", "/api/bots/" + id, Optional.empty());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(server.expect(response, 200).getJsonObject("data"));
    }

    @Override
    public JsonObject create(UUID id, JsonObject manifest) throws IOException, InterruptedException {
        JsonObject body = new JsonObject()
                .put("bot", new JsonObject().put("id", id.toString()).put("manifest", manifest));
        HttpResponse<String> response = server.call("POST", "/api/bots", Optional.of(body));
        return server.expect(response, 201).getJsonObject("data");
    }

    @Override
    public boolean remove(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = server.call("DELETE", "/api/bots/" + id, Optional.empty());
        if (response.statusCode() == 404) {
            return false;
        }
        server.expect(response, 204);
        return true;
    }
}
