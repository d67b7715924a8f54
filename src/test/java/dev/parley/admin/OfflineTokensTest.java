package dev.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Parley;
import dev.parley.config.Config;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineTokensTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void aTokenMadeWhileNoServerRanOpensTheNextOne() throws Exception {
        Config config = Config.builder()
                .httpPort(0)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .botsDir(directory.resolve("bots"))
                .build();
        Files.createDirectories(directory.resolve("data"));
        TokenStore tokens = Waiting.on(OfflineTokens.open(vertx, config));
        JsonObject made = Waiting.on(tokens.make("desk", "read", Set.of()));
        JsonObject gone = Waiting.on(tokens.make("gone", "admin", Set.of(UUID.randomUUID())));
        assertThat(tokens.make("desk", "read", Set.of()).cause()).hasMessageContaining("desk");
        assertThat(tokens.make("admin", "read", Set.of()).cause()).hasMessageContaining("admin");
        UUID id = UUID.fromString(gone.getJsonObject("data").getString("id"));
        assertThat(Waiting.on(tokens.revoke(id))).isTrue();
        assertThat(Waiting.on(tokens.revoke(id))).isFalse();
        assertThat(Waiting.on(tokens.all())).containsExactly(made.getJsonObject("data"));
        Waiting.on(tokens.close());

        Parley parley = Waiting.on(Parley.start(vertx, config));
        assertThat(status(parley, made.getString("token"))).isEqualTo(200);
        assertThat(status(parley, gone.getString("token"))).isEqualTo(401);
        Waiting.on(parley.stop());
    }

    private static int status(Parley parley, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(parley.url() + "/api/version"))
                .header("authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
