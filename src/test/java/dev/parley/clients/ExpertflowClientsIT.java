package dev.parley.clients;

import dev.parley.testing.LongRunning;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Customers and connectors with the Socket.IO clients 2.5 and 4.8 in Node. */
@LongRunning(seconds = 17)
class ExpertflowClientsIT {
    @Test
    void clientsOfBothGenerationsTalkAndComeBack() throws Exception {
        NodeSuite.need();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("expertflow.test.mjs", server, Map.of());
        }
    }
}
