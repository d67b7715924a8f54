package dev.parley.clients;

import dev.parley.testing.LongRunning;
import dev.parley.testing.Requirement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** chat.io's customer SDK as it was published: every method and event of its readme. */
@LongRunning(seconds = 70)
@Execution(ExecutionMode.CONCURRENT)
class ChatioClientsIT {
    @Test
    void theSdkTalksInNode() throws Exception {
        NodeSuite.need();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("chatio-node.test.mjs", server, Map.of());
        }
    }

    @Test
    void theSdkTalksInAPageThatKnowsItsHostsByName() throws Exception {
        NodeSuite.need();
        String chromium = Requirement.CHROMIUM.orSkip().toString();
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("chatio-page.test.mjs", server, Map.of("CHROMIUM", chromium, "KEYTOOL", keytool));
        }
    }
}
