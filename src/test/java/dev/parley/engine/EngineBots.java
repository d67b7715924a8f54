package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** Bots on the shared server of which a test says the engine alone; people reach each by one channel. */
public final class EngineBots {
    private static final String TOKEN = "person";
    private static final TestServer server = TestServer.shared();

    private EngineBots() {}

    /** The manifest of a bot with this engine. */
    public static JsonObject manifest(JsonObject engine) {
        JsonObject channel = new JsonObject().put("type", "websocket").put("access_token", TOKEN);
        return new JsonObject().put("engine", engine).put("channels", new JsonArray().add(channel));
    }

    /** Makes a bot with this engine; its id. */
    public static String make(JsonObject engine) {
        return server.makeBot(manifest(engine).encode());
    }

    /** A person's client that is joined to a bot made here. */
    public static Side person(String bot) {
        return Side.person(server.url(), bot, TOKEN);
    }

    /**
     * Asserts that an engine with these settings is refused, by its place and with a reason.
     *
     * @param settings JSON in single quotes
     */
    public static void assertRefused(String type, String settings, String reason) {
        JsonObject engine = new JsonObject(settings.replace('\'', '"')).put("type", type);
        JsonObject manifest = new JsonObject().put("engine", engine);
        JsonObject body = new JsonObject().put("bot", new JsonObject().put("manifest", manifest));

        HttpResponse<String> answer = server.api("POST", "/api/bots", body.encode());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("#/engine", reason);
    }
}
