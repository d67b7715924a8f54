package dev.parley.gateway.chatio;

import dev.parley.config.Config;
import dev.parley.conversation.Session;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A server with one bot under the usual licence, which says back what it hears. */
final class ChatioServer implements AutoCloseable {
    /** The licence of the bot of {@link #guarded}. */
    static final long GUARDED = 77;

    final TestServer server;
    final ChatioClient client;
    final String bot;

    ChatioServer() {
        this(settings -> {});
    }

    /** With further settings of the server. */
    ChatioServer(Consumer<Config.Builder> settings) {
        this(settings, new JsonObject());
    }

    /** With further keys of the bot's manifest. */
    ChatioServer(Consumer<Config.Builder> settings, JsonObject manifest) {
        this(settings, manifest, new TestParts());
    }

    /** With other parts in place of the usual. */
    ChatioServer(Consumer<Config.Builder> settings, JsonObject manifest, TestParts parts) {
        server = TestServer.start(settings, parts);
        client = new ChatioClient(server.url());
        bot = makeBot(ChatioClient.LICENSE, manifest);
    }

    /** With a second bot that only pages of {@code https://shop.example} may talk with. */
    static ChatioServer guarded() {
        ChatioServer chatio = new ChatioServer();
        chatio.makeBot(GUARDED, new JsonObject().put("origins", new JsonArray().add("https://shop.example")));
        return chatio;
    }

    String makeBot(long license, JsonObject manifest) {
        JsonObject whole = new JsonObject()
                .put("name", "Front desk")
                .put(
                        "engine",
                        new JsonObject()
                                .put("type", "echo")
                                .put("prefix", "echo: ")
                                .put("typing", true)
                                .put("quiet", "/quiet")
                                .put("end_on", "bye"))
                .put("channels", channels(license))
                .mergeIn(manifest);
        return server.makeBot(whole.encode());
    }

    static JsonArray channels(long license) {
        return new JsonArray().add(new JsonObject().put("type", "chatio").put("license", license));
    }

    /** The bot's sessions, oldest first. */
    List<Session> sessions() {
        return Waiting.on(server.parley().conversations().sessions(UUID.fromString(bot), Optional.empty(), 1_000))
                .stream()
                .sorted(Comparator.comparing(Session::createdAt))
                .toList();
    }

    Session session() {
        List<Session> sessions = sessions();
        return sessions.get(sessions.size() - 1);
    }

    /** The data the bot has been told of the newest session. */
    JsonObject data() {
        return session().data();
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }
}
