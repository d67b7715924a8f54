package dev.parley.gateway.chip;

import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

/** A server, a Courier, and short words for what Chip's tests do with them. */
final class ChipServer implements AutoCloseable {
    final TestServer server = TestServer.start();
    final CourierStandIn courier = new CourierStandIn();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = ChipSocket.client(vertx);

    ChipSocket connect(String bot) {
        return connect(bot, "/");
    }

    ChipSocket connect(String bot, String end) {
        return ChipSocket.connect(client, server.port(), "/wc/connect/" + bot + end);
    }

    /** A bot that says back what it hears. */
    String echo(JsonObject chip) {
        return bot(new JsonObject().put("type", "echo").put("prefix", "echo: ").put("end_on", "bye"), chip);
    }

    /** A bot behind the stand-in. */
    String courier(JsonObject chip) {
        return bot(null, chip.copy().put("secret", "sesame").put("courier_url", courier.url()));
    }

    String bot(JsonObject engine, JsonObject chip) {
        JsonObject manifest =
                new JsonObject().put("channels", new JsonArray().add(chip.copy().put("type", "chip")));
        if (engine != null) {
            manifest.put("engine", engine);
        }
        return server.makeBot(manifest.encode());
    }

    /** What {@code /wc/send} answers to a message. */
    HttpResponse<String> send(String bot, String chatId, JsonObject message) {
        JsonObject body =
                new JsonObject().put("chat_id", chatId).put("secret", "sesame").put("msg", message);
        return server.api("POST", "/wc/send/" + bot + "/", body.encode());
    }

    /** The chat's page of history before any time to come. */
    static List<JsonObject> history(ChipSocket socket) {
        socket.send(new JsonObject().put("type", "get_history").put("before", "2100-01-01T00:00:00Z"));
        return socket.next().getJsonArray("history").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The bot's sessions, oldest first. */
    List<dev.parley.conversation.Session> sessions(String bot) {
        return Waiting.on(
                        server.parley().conversations().sessions(UUID.fromString(bot), java.util.Optional.empty(), 100))
                .stream()
                .sorted(java.util.Comparator.comparing(dev.parley.conversation.Session::createdAt))
                .toList();
    }

    WebSocketClient client() {
        return client;
    }

    @Override
    public void close() {
        courier.close();
        Waiting.on(vertx.close());
        server.stop();
    }
}
