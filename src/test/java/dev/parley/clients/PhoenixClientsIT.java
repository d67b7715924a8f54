package dev.parley.clients;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seven phoenix.js versions in Node, over WebSocket and LongPoll. */
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
