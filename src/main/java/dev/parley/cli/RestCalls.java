package dev.parley.cli;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls of a running server's {@code /api}, with the admin token. They block, and the futures are complete. */
final class RestCalls {
    private final LocalHttp http;
    private final String url;
    private final String token;

    /** @param url where the server listens */
    RestCalls(LocalHttp http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    String url() {
        return url;
    }

    /** What one request is answered with this status; any other answer is a {@link CommandException}. */
    Future<JsonObject> call(String method, String path, Optional<JsonObject> body, int status) {
        return send(method, path, body).map(response -> expect(response, status));
    }

    /** A list of rows. */
    Future<List<JsonObject>> list(String path) {
        return call("GET", path, Optional.empty(), 200)
                .map(answer -> answer.getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    /** Deletes what is named; false when there was none. */
    Future<Boolean> delete(String path) {
        return send("DELETE", path, Optional.empty())
                .map(response -> response.statusCode() != 404 && expect(response, 204) != null);
    }

    private Future<HttpResponse<String>> send(String method, String path, Optional<JsonObject> body) {
        HttpRequest request = LocalHttp.request(url + path)
                .header("authorization", "Bearer " + token)
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .method(
                        method,
                        body.map(JsonObject::encode)
                                .map(BodyPublishers::ofString)
                                .orElseGet(BodyPublishers::noBody))
                .build();
        try {
            return Future.succeededFuture(http.send(request));
        } catch (IOException | InterruptedException | CommandException failure) {
            return Future.failedFuture(failure);
        }
    }

    private JsonObject expect(HttpResponse<String> response, int status) {
        if (response.statusCode() == status) {
            return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
        }
        if (response.statusCode() == 401) {
            throw new CommandException("the server at " + url + " does not take this admin token");
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
