package dev.parley.clients;

import dev.parley.testing.LongRunning;
import dev.parley.testing.Requirement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chat page in headless Chromium; its screenshots stay in {@code target/screenshots}. */
@LongRunning(seconds = 55)
class PageIT {
    @Test
    void thePageTalksInABrowser() throws Exception {
        NodeSuite.need();
        String chromium = Requirement.CHROMIUM.orSkip().toString();
        String screenshots = Path.of("target", "screenshots").toAbsolutePath().toString();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("page.test.mjs", server, Map.of("CHROMIUM", chromium, "SCREENSHOTS", screenshots));
        }
    }
}
