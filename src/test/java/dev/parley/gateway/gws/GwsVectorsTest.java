package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.lab.FixtureServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The protocol's vectors, each against the server it is meant for. */
class GwsVectorsTest {
    private static final Map<String, FixtureServer> SERVERS = new HashMap<>();
    private static final Map<String, RawChats> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        for (String kind : new String[] {"silent", "echo", "keyed"}) {
            FixtureServer server = FixtureServer.start(0, kind);
            SERVERS.put(kind, server);
            CLIENTS.put(kind, new RawChats(server.url()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (FixtureServer server : SERVERS.values()) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersAsWritten() throws IOException {
        return vectors()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("name").asText(), () -> new GwsPlayer(CLIENTS.get(kind(vector))).play(vector)));
    }

    @Test
    void allVectorsArePlayed() throws IOException {
        assertThat(vectors()).hasSize(32);
    }

    private static String kind(JsonNode vector) {
        return vector.path("apikey").asBoolean() ? "keyed" : vector.path("bot").asText("silent");
    }

    private static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = GwsVectorsTest.class.getResourceAsStream("/vectors/gws-vectors.json")) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(file).get("vectors").spliterator(), false);
        }
    }
}
