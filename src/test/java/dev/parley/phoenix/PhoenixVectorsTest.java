package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.lab.PhoenixLab;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Golden traces of real Phoenix servers, played against this one. A vector passes if one of its variants does in full. */
class PhoenixVectorsTest {
    private static final int COUNT = 189;

    /** How often a vector is tried whose outcome varied on the real servers too. */
    private static final int RACY_ATTEMPTS = 12;

    private static final int SHORT_ATTEMPTS = 3;

    private static Vertx vertx;
    private static int port;
    private static ExecutorService players;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        port = PhoenixLab.start(vertx, 0, 2)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        players = Executors.newFixedThreadPool(24);
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() throws Exception {
        players.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void noVectorIsMissing() throws Exception {
        assertThat(vectors()).hasSize(COUNT);
    }

    @TestFactory
    List<DynamicTest> everyVectorPlaysAsRecorded() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Object vector : vectors()) {
            JsonObject given = (JsonObject) vector;
            // All are under way at once; each test then waits for its own.
            Future<String> outcome = players.submit(() -> play(given));
            tests.add(dynamicTest(
                    given.getString("name"),
                    () -> assertThat(outcome.get(60, TimeUnit.SECONDS)).isEmpty()));
        }
        return tests;
    }

    private static JsonArray vectors() throws Exception {
        try (InputStream file = PhoenixVectorsTest.class.getResourceAsStream("/phoenix-vectors.json")) {
            return new JsonObject(Buffer.buffer(file.readAllBytes())).getJsonArray("vectors");
        }
    }

    /** The first mismatch of each variant; empty if one of them played in full. */
    private static String play(JsonObject vector) throws Exception {
        List<JsonArray> variants = new ArrayList<>();
        variants.add(vector.getJsonArray("steps"));
        vector.getJsonArray("variants", new JsonArray())
                .forEach(variant -> variants.add(((JsonObject) variant).getJsonArray("steps")));
        int attempts = attempts(vector);
        StringBuilder mismatches = new StringBuilder();
        for (int attempt = 0; attempt < attempts; attempt++) {
            for (JsonArray steps : variants) {
                try (VectorPlayer player = new VectorPlayer(port, http)) {
                    player.play(steps);
                    return "";
                } catch (VectorPlayer.Mismatch e) {
                    mismatches.append(e.getMessage()).append('\n');
                }
            }
        }
        return mismatches.toString();
    }

    // A LongPoll session of /short lives for a moment: on a machine that stands still it is gone before the next step.
    private static int attempts(JsonObject vector) {
        if (vector.getBoolean("racy", false)) {
            return RACY_ATTEMPTS;
        }
        return vector.getJsonArray("steps").encode().contains("/short/longpoll") ? SHORT_ATTEMPTS : 1;
    }
}
