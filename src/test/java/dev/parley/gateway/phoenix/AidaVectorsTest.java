package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plays the recorded AIDA cases against a whole server, with the answers this server gives where AIDA's are faults. */
class AidaVectorsTest {
    private static TestServer server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        operator = Operator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.stop();
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersAsRecorded() throws IOException {
        return vectors()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("name").asText(), () -> new AidaPlayer(server, operator).play(vector)));
    }

    @Test
    void allVectorsArePlayed() throws IOException {
        assertThat(vectors()).hasSize(63);
    }

    private static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = AidaVectorsTest.class.getResourceAsStream("/vectors/aida-vectors.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false);
        }
    }
}
