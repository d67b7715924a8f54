package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.lab.FixtureServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The protocol's vectors, each with both generations of clients it is meant for. */
class ExpertflowVectorsTest {
    private static FixtureServer server;

    @BeforeAll
    static void start() throws Exception {
        server = FixtureServer.start(0, "echo");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersClients4AsWritten() throws IOException {
        return tests("4", 4);
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersClients2AsWritten() throws IOException {
        return tests("2", 3);
    }

    @Test
    void allVectorsArePlayed() throws IOException {
        assertThat(vectors()).hasSize(27);
    }

    private static Stream<DynamicTest> tests(String client, int protocol) throws IOException {
        return vectors()
                .filter(vector -> vector.path("client").asText(client).equals(client))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("name").asText(), () -> new ExpertflowPlayer(server.url(), protocol).play(vector)));
    }

    private static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = ExpertflowVectorsTest.class.getResourceAsStream("/vectors/expertflow-vectors.json")) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(file).get("vectors").spliterator(), false);
        }
    }
}
