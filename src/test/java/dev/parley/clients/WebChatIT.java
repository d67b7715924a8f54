package dev.parley.clients;

import dev.parley.testing.LongRunning;
import dev.parley.testing.Requirement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RapidPro's web chat element, two of its versions, in headless Chromium. */
@LongRunning(seconds = 38)
class WebChatIT {
    @Test
    void theElementTalksInABrowser() throws Exception {
        NodeSuite.need();
        String chromium = Requirement.CHROMIUM.orSkip().toString();
        String screenshots = Path.of("target", "screenshots").toAbsolutePath().toString();
        try (ServerProcess server = new ServerProcess()) {
            NodeSuite.run("webchat.test.mjs", server, Map.of("CHROMIUM", chromium, "SCREENSHOTS", screenshots));
        }
    }
}
