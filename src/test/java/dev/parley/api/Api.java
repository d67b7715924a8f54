package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** A running server's REST API, called with one token. Whatever is answered must be in the document. */
final class Api {
    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final DocumentedAnswers documented;
    private final String token;

    Api(TestServer server, DocumentedAnswers documented, String token) {
        this(server.url(), documented, token);
    }

    private Api(String url, DocumentedAnswers documented, String token) {
        this.url = url;
        this.documented = documented;
        this.token = token;
    }

    /** The same server called with another token, over connections of its own. */
    Api as(String other) {
        return new Api(url, documented, other);
    }

    /** Makes a token by REST and calls with it. */
    Api made(String name, String role, String... bots) {
        JsonObject body =
                new JsonObject().put("name", name).put("role", role).put("bots", JsonArray.of((Object[]) bots));
        return as(json(201, "POST", "/api/v1/tokens", body).getString("token"));
    }

    /** One request without a body. */
    HttpResponse<String> call(String method, String path) {
        return send(method, path, null, null, BodyPublishers.noBody());
    }

    /** One request with a JSON body. */
    HttpResponse<String> call(String method, String path, Object body) {
        return send(method, path, JSON, null, BodyPublishers.ofString(body.toString()));
    }

    /** One request as it is wanted; null for a header that is not sent. */
    HttpResponse<String> send(String method, String path, String type, String accept, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        if (type != null) {
            request.header("content-type", type);
        }
        if (accept != null) {
            request.header("accept", accept);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Optional<Operation> operation = documented.operation(method, path);
            operation.ifPresent(known -> documented.check(known, answer));
            return answer;
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(method + " " + path, failure);
        }
    }

    /** The JSON that is answered with this status. */
    JsonObject json(int status, String method, String path) {
        return json(status, call(method, path));
    }

    /** The JSON that is answered with this status. */
    JsonObject json(int status, String method, String path, Object body) {
        return json(status, call(method, path, body));
    }

    /** The JSON of an answer that must have this status; an empty object for an empty body. */
    static JsonObject json(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.request().method() + " " + answer.uri() + " " + answer.body())
                .isEqualTo(status);
        return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
    }

    /** The word for programs of a refusal under {@code /api/v1}. */
    static String code(int status, HttpResponse<String> answer) {
        return json(status, answer).getJsonObject("errors").getString("code");
    }
}
