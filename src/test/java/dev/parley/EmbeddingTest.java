package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.Config;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of embedding in the README, word for word where it matters, and run. */
class EmbeddingTest {
    private static final String SAMPLE = """
            Vertx vertx = Vertx.vertx();
            Config config = Config.builder().httpPort(0).dataDir(Path.of("data")).build();
            Parley.start(vertx, config)
                    .onSuccess(parley -> System.out.println("listening on " + parley.url()))
                    .onFailure(Throwable::printStackTrace);
            """;

    @Test
    void theReadmesSampleIsTheOneRunHere() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(SAMPLE);
    }

    @Test
    void aServerStartsInsideAnotherProgramAndStopsAgain(@TempDir Path directory) throws Exception {
        Vertx vertx = Vertx.vertx();
        Config config = Config.builder()
                .httpPort(0)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .build();
        Parley parley = Waiting.on(Parley.start(vertx, config));
        HttpRequest live = HttpRequest.newBuilder(URI.create(parley.url() + "/health/live"))
                .build();
        HttpClient http = HttpClient.newHttpClient();

        assertThat(http.send(live, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        Waiting.on(parley.stop());
        Waiting.on(parley.stop());
        // The directory is free again: another server may take it.
        Parley again = Waiting.on(Parley.start(vertx, config));
        assertThat(again.bots().all()).hasSize(1);
        Waiting.on(again.stop());
        Waiting.on(vertx.close());
    }

    @Test
    void twoServersLiveInOneVertxOnDirectoriesOfTheirOwn(@TempDir Path directory) {
        Vertx vertx = Vertx.vertx();
        Parley one = Waiting.on(Parley.start(vertx, config(directory, "one")));
        Parley two = Waiting.on(Parley.start(vertx, config(directory, "two")));

        assertThat(one.port()).isNotEqualTo(two.port());
        Waiting.on(one.stop());
        Waiting.on(two.stop());
        Waiting.on(vertx.close());
    }

    @Test
    void aServerThatIsStoppedAsSoonAsItRunsLeavesNothingBehind(@TempDir Path directory) {
        try (CapturedLog log = new CapturedLog()) {
            Vertx vertx = Vertx.vertx();
            Parley parley = Waiting.on(Parley.start(vertx, config(directory, "short")));

            Waiting.on(parley.stop());
            Waiting.on(vertx.close());

            // Other classes log meanwhile; this is how work shows that finds its event loop gone.
            assertThat(log.stackTraces()).noneMatch(line -> line.contains("RejectedExecutionException"));
        }
    }

    private static Config config(Path directory, String name) {
        return Config.builder()
                .httpPort(0)
                .dataDir(directory.resolve(name))
                .uploadsDir(directory.resolve(name + "-uploads"))
                .build();
    }
}
