package dev.parley.gateway.chip;

import dev.parley.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Chip's vectors. They consist of waiting, so all run at once, each with channels and organisations of its own. */
class ChipVectorsTest {
    /** Where the original is worse, on purpose: damaged ids hang the visitor, and of two tabs one gets nothing. */
    private static final Set<String> BETTER =
            Set.of("malformed-chat-id-is-ignored", "two-sockets-one-chat-only-one-gets-it");

    private static final int AT_ONCE = 16;

    private static TestServer server;
    private static CourierStandIn courier;
    private static Vertx vertx;
    private static WebSocketClient client;
    private static ExecutorService players;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        courier = new CourierStandIn();
        vertx = Vertx.vertx();
        client = ChipSocket.client(vertx);
        players = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void stop() {
        players.shutdownNow();
        courier.close();
        vertx.close();
        server.stop();
    }

    @TestFactory
    Stream<DynamicTest> vectors() throws Exception {
        ChipFixtures fixtures = new ChipFixtures(
                server.parley(), server.directory().resolve("data"), TestServer.ADMIN_TOKEN, courier.url());
        Map<String, Future<?>> running = new LinkedHashMap<>();
        try (InputStream file = ChipVectorsTest.class.getResourceAsStream("/vectors/chip-vectors.json")) {
            JsonArray vectors = new JsonObject(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .getJsonArray("vectors");
            for (int i = 0; i < vectors.size(); i++) {
                JsonObject vector = vectors.getJsonObject(i);
                if (!BETTER.contains(vector.getString("name"))) {
                    running.put(vector.getString("name"), players.submit(() -> {
                        Map<String, String> ids = fixtures.load(vector.getJsonObject("given"));
                        new ChipPlayer(client, server.port(), ids, courier).play(vector);
                        return null;
                    }));
                }
            }
        }
        return running.entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(), () -> passed(vector.getValue())));
    }

    private static void passed(Future<?> vector) throws Throwable {
        try {
            vector.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
