package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plays the recorded AIDA cases against a whole server, with the answers this server gives where AIDA's are faults. */
class AidaVectorsTest {
    /** REST routes that are not served yet; vectors that are about one of them are left out. */
    private static final Set<String> ABOUT_ROUTES_TO_COME = Set.of(
            "send-message-json",
            "send-message-topic-scope",
            "send-message-session-scope",
            "send-message-wrong-bot",
            "send-message-unknown-session",
            "forwarding",
            "forwarding-wrong-bot",
            "sessions-index",
            "log-under-wrong-bot",
            "session-data-period",
            "stats-shapes");

    /** Steps that look at the outcome through a REST route that is not served yet; the rest of the vector is played. */
    private static final List<String> ROUTES_TO_COME = List.of("/log", "/session_data");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @TestFactory
    Stream<DynamicTest> aWholeServerAnswersAsRecorded() throws IOException {
        return vectors()
                .filter(vector ->
                        !ABOUT_ROUTES_TO_COME.contains(vector.get("name").asText()))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("name").asText(), () -> new AidaPlayer(server, ROUTES_TO_COME).play(vector)));
    }

    @Test
    void everyVectorIsEitherPlayedOrNamedAsToCome() throws IOException {
        assertThat(vectors().map(vector -> vector.get("name").asText()))
                .hasSize(63)
                .containsAll(ABOUT_ROUTES_TO_COME);
    }

    private static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = AidaVectorsTest.class.getResourceAsStream("/vectors/aida-vectors.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false);
        }
    }
}
