package dev.parley.clients;

import dev.parley.config.ConfigKey;
import dev.parley.testing.LongRunning;
import dev.parley.testing.Requirement;
import dev.parley.testing.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code /parley.js} over a network that fails on demand, in Node and on the chat page in Chromium. The server is inside
 * this JVM, so that it has an engine which fails.
 */
@LongRunning(seconds = 30)
@Execution(ExecutionMode.CONCURRENT)
class ParleyJsIT {
    private TestServer server;

    @BeforeEach
    void start() {
        NodeSuite.need();
        server = TestServer.start(settings -> settings.set(ConfigKey.RESUME_LIMIT, 60));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void itKeepsAConversationWhole() throws Exception {
        NodeSuite.run("parley.test.mjs", server, Map.of());
    }

    @Test
    void itWaitsWhereItIsTold() throws Exception {
        server.stop();
        server = TestServer.start(settings -> settings.set(ConfigKey.RATE_MESSAGES, 60));
        NodeSuite.run("parley-rate.test.mjs", server, Map.of());
    }

    @Test
    void itIsWhatItsTypesSay() throws Exception {
        NodeSuite.run("parley-types.test.mjs", server, Map.of());
    }

    @Test
    void soDoesThePage() throws Exception {
        String chromium = Requirement.CHROMIUM.orSkip().toString();
        String screenshots = Path.of("target", "screenshots").toAbsolutePath().toString();
        NodeSuite.run("page-network.test.mjs", server, Map.of("CHROMIUM", chromium, "SCREENSHOTS", screenshots));
    }
}
