package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.lab.FixtureServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The protocol's vectors against a whole server, each over every way to the API. */
class ChatioVectorsTest {
    private static FixtureServer server;
    private static ChatioClient client;

    @BeforeAll
    static void start() throws Exception {
        server = FixtureServer.start(0, "echo");
        client = new ChatioClient(server.url());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersAsWritten() throws IOException {
        return vectors()
                .flatMap(vector -> Arrays.stream(Via.values())
                        .map(via -> DynamicTest.dynamicTest(
                                vector.getString("name") + " over " + via, () -> play(vector, via))));
    }

    private static void play(JsonObject vector, Via via) {
        ChatioPlayer player = new ChatioPlayer(client, via, vector);
        try {
            player.play(vector.getJsonArray("steps"));
        } finally {
            player.close();
        }
    }

    @Test
    void allVectorsArePlayed() throws IOException {
        assertThat(vectors()).hasSize(31);
    }

    private static Stream<JsonObject> vectors() throws IOException {
        try (InputStream file = ChatioVectorsTest.class.getResourceAsStream("/vectors/chatio-vectors.json")) {
            JsonObject all = new JsonObject(Buffer.buffer(file.readAllBytes()));
            return all.getJsonArray("vectors").stream().map(JsonObject.class::cast);
        }
    }
}
