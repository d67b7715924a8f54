package dev.parley.clients;

import dev.parley.testing.LongRunning;
import dev.parley.testing.Requirement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Polling clients of the GWS API: a page of another origin in headless Chromium, and a PHP script. */
@LongRunning(seconds = 60)
class GwsClientsIT {
    @Test
    void aPageOfAnotherOriginAndAPhpScriptChat() throws Exception {
        NodeSuite.need();
        String chromium = Requirement.CHROMIUM.orSkip().toString();
        String php = Requirement.PHP.orSkip().toString();
        String screenshots = Path.of("target", "screenshots").toAbsolutePath().toString();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("gws.test.mjs", server, Map.of("CHROMIUM", chromium, "PHP", php, "SCREENSHOTS", screenshots));
        }
    }
}
