package dev.parley.clients;

import dev.parley.testing.LongRunning;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Seven phoenix.js versions in Node, over WebSocket and LongPoll. */
@LongRunning(seconds = 65)
@Execution(ExecutionMode.CONCURRENT)
class PhoenixClientsIT {
    @Test
    void everyPhoenixJsTalksSendsAPictureAndOutlivesRestarts() throws Exception {
        NodeSuite.need();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("phoenix-clients.test.mjs", server, Map.of());
        }
    }

    @Test
    void everyPhoenixJsComesBackAfterADropAsTheReadmeSays() throws Exception {
        NodeSuite.need();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("resume-snippet.test.mjs", server, Map.of());
        }
    }
}
