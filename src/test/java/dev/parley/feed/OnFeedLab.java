package dev.parley.feed;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a lab of their own. */
abstract class OnFeedLab {
    FeedLab lab;

    @BeforeEach
    void startLab(@TempDir Path directory) {
        lab = new FeedLab(directory);
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }
}
