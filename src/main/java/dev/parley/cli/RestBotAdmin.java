package dev.parley.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bots of a running server, by {@code /api/bots}. */
final class RestBotAdmin implements BotAdmin {
    private final LocalHttp http;
    private final String server;
    private final String url;
    private final String token;

    /**
     * @param server where the server listens
     * @param url where clients reach it
     */
    RestBotAdmin(LocalHttp http, String server, String url, String token) {
        this.http = http;
        this.server = server;
        this.url = url;
        this.token = token;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public List<JsonObject> all() throws IOException, InterruptedException {
        HttpResponse<String> response = call("GET", "/api/bots", BodyPublishers.noBody());
        return expect(response, 200).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public Optional<JsonObject> find(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = call("GET", "/api/bots/" + id, BodyPublishers.noBody());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(expect(response, 200).getJsonObject("data"));
    }

    @Override
    public JsonObject create(UUID id, JsonObject manifest) throws IOException, InterruptedException {
        JsonObject body = new JsonObject()
                .put("bot", new JsonObject().put("id", id.toString()).put("manifest", manifest));
        HttpResponse<String> response = call("POST", "/api/bots", BodyPublishers.ofString(body.encode()));
        return expect(response, 201).getJsonObject("data");
    }

    @Override
    public boolean remove(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = call("DELETE", "/api/bots/" + id, BodyPublishers.noBody());
        if (response.statusCode() == 404) {
            return false;
        }
        expect(response, 204);
        return true;
    }

    private HttpResponse<String> call(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = LocalHttp.request(server + path)
                .header("authorization", "Bearer " + token)
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .method(method, body)
                .build();
        return http.send(request);
    }

    private JsonObject expect(HttpResponse<String> response, int status) {
        if (response.statusCode() == status) {
            return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
        }
        if (response.statusCode() == 401) {
            throw new CommandException("the server at " + server + " does not take this admin token");
        }
        throw new CommandException("the server refused (" + response.statusCode() + ")" + details(response.body()));
    }

    // AIDA's forms: {"errors": {"detail": text}}, {"errors": text}, {"errors": [problem, ...]}.
    private static String details(String body) {
        try {
            return details(new JsonObject(body).getValue("errors"));
        } catch (DecodeException e) {
            return "";
        }
    }

    private static String details(@Nullable Object errors) {
        if (errors instanceof JsonArray list) {
            return list.stream().map(problem -> "\n  " + problem(problem)).collect(Collectors.joining());
        }
        if (errors instanceof JsonObject object) {
            return ": " + object.getString("detail", object.encode());
        }
        return errors == null ? "" : ": " + errors;
    }

    private static String problem(Object problem) {
        if (problem instanceof JsonObject object && object.getValue("path") instanceof String path) {
            Object reason = object.getValue("message", object.getValue("error"));
            return path + ": " + reason;
        }
        return String.valueOf(problem);
    }
}
