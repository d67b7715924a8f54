package dev.parley.gateway.chip;

import dev.parley.config.Config;
import dev.parley.conversation.Session;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A server, a Courier, and short words for what Chip's tests do with them. */
final class ChipServer implements AutoCloseable {
    final TestServer server;
    final CourierStandIn courier = new CourierStandIn();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = ChipSocket.client(vertx);

    ChipServer() {
        this(settings -> {});
    }

    /** With further settings of the server. */
    ChipServer(Consumer<Config.Builder> settings) {
        this(settings, new TestParts());
    }

    /** With other parts in place of the usual. */
    ChipServer(Consumer<Config.Builder> settings, TestParts parts) {
        server = TestServer.start(settings, parts);
    }

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
        return history(socket, "2100-01-01T00:00:00Z");
    }

    /** The chat's page of history before a time. */
    static List<JsonObject> history(ChipSocket socket, String before) {
        socket.send(new JsonObject().put("type", "get_history").put("before", before));
        return socket.next().getJsonArray("history").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The bot's sessions, oldest first. */
    List<Session> sessions(String bot) {
        return Waiting.on(server.parley().conversations().sessions(UUID.fromString(bot), Optional.empty(), 100))
                .stream()
                .sorted(Comparator.comparing(Session::createdAt))
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
