package dev.parley.gateway.expertflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Event;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What customers' pages and connectors do on a test server. */
final class CustomerClients {
    private final TestServer server;

    CustomerClients(TestServer server) {
        this.server = server;
    }

    /**
     * A conversation that was begun.
     *
     * @param id the conversation's
     * @param participant the customer's participant id
     */
    record Begun(String id, String participant) {
        UUID session() {
            return UUID.fromString(id);
        }

        ObjectNode joining() {
            return payload().put("id", participant).put("name", "Ann Lee");
        }

        ObjectNode payload() {
            return SioClient.JSON.createObjectNode().put("conversationId", id);
        }

        ObjectNode saying(String text) {
            return payload().put("type", "ChatMessage").put("text", text);
        }

        ObjectNode typing() {
            return payload().put("type", "ActivityMessage").put("activityType", "typing");
        }
    }

    /** Begins a conversation on the channel {@code web}. */
    Begun init() {
        return init("web");
    }

    Begun init(String channel) {
        HttpResponse<String> made = post(
                "{\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"email\":\"ann@example.org\",\"phone\":\"+41790000000\","
                        + "\"language\":\"en\",\"channel\":\"" + channel + "\"}");
        if (made.statusCode() != 200) {
            throw new AssertionError(made.statusCode() + " " + made.body());
        }
        JsonNode body = SioClient.json(made.body());
        return new Begun(
                body.get("conversationId").asText(), body.at("/participant/id").asText());
    }

    HttpResponse<String> post(String body) {
        return send("POST", "/api/customer/init", body);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answered(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) {
        return answered(
                HttpRequest.newBuilder(URI.create(server.url() + path)), HttpResponse.BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> answered(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return server.http().sendAsync(request.build(), handler).get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    SioClient connect() {
        return SioClient.connect(server.url());
    }

    SioClient connect(String auth, String query) {
        return SioClient.connect(server.url(), 4, "websocket", auth, query);
    }

    /** A new socket that has joined, with what it was told at that taken. */
    SioClient join(Begun conversation) {
        SioClient client = connect();
        JsonNode ack = client.emit("joinConversation", conversation.joining());
        if (ack.path("code").asInt() != 200) {
            throw new AssertionError(ack);
        }
        client.take("conversationInfo", info -> true);
        return client;
    }

    /** The log as lines {@code author body}. */
    List<String> log(Begun conversation) {
        List<Event> events = Waiting.on(server.parley().conversations().after(conversation.session(), 0, 1_000));
        return events.stream()
                .map(event -> event.author().type().text() + " "
                        + event.body().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
