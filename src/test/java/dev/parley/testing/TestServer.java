package dev.parley.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.Config;
import dev.parley.server.Server;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A whole server on an empty store and a free port; it can be stopped and started again. Test classes that only talk with
 * bots of their own share {@link #shared()}.
 */
public final class TestServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The admin token of every test server. */
    public static final String ADMIN_TOKEN = "test-admin-token";

    private final TemporaryDirectory directory;
    private final Consumer<Config.Builder> settings;
    private final TestParts parts;
    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private Server parley;
    private int port;

    private TestServer(TemporaryDirectory directory, Consumer<Config.Builder> settings, TestParts parts) {
        this.directory = directory;
        this.settings = settings;
        this.parts = parts;
    }

    /**
     * The one of this JVM with the usual settings; started when first asked for, it lives as long. Whoever uses it makes
     * bots of its own and leaves the server as it is: others are at work on it.
     */
    public static TestServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final TestServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::stop, "shared-server-stop"));
        }
    }

    public static TestServer start() {
        return start(settings -> {});
    }

    /** Starts with further settings. */
    public static TestServer start(Consumer<Config.Builder> settings) {
        return start(settings, new TestParts());
    }

    /** Starts with further settings and with other parts in place of the usual. */
    public static TestServer start(Consumer<Config.Builder> settings, TestParts parts) {
        TestServer server = new TestServer(TemporaryDirectory.make("parley-test"), settings, parts);
        server.resume();
        return server;
    }

    /** Starts again after {@link #pause}, on the same port and store. */
    public void resume() {
        Config.Builder builder = Config.builder()
                .httpPort(port)
                .dataDir(directory().resolve("data"))
                .uploadsDir(directory().resolve("uploads"))
                .botsDir(directory().resolve("bots"))
                .adminToken(ADMIN_TOKEN)
                .withoutRateLimits();
        settings.accept(builder);
        vertx = Vertx.vertx();
        parley = Waiting.on(parts.start(vertx, builder.build()));
        port = parley.port();
    }

    /** Stops the server and keeps what it stored. */
    public void pause() {
        Waiting.on(parley.stop());
        Waiting.on(vertx.close());
    }

    /** Stops the server and removes all it left. */
    public void stop() {
        pause();
        directory.close();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Path directory() {
        return directory.path();
    }

    /** What lies under the server. */
    public TestParts parts() {
        return parts;
    }

    public HttpClient http() {
        return http;
    }

    /** The Vert.x the server runs in now. */
    public Vertx vertx() {
        return vertx;
    }

    public Server parley() {
        return parley;
    }

    /** Makes a bot by REST; its id. */
    public String makeBot(JsonNode manifest) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("bot").set("manifest", manifest);
        HttpResponse<String> response = api("POST", "/api/bots", body.toString());
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body()).get("data").get("id").asText();
    }

    /** Makes a bot from JSON text; its id. */
    public String makeBot(String manifest) {
        return makeBot(json(manifest));
    }

    /** One request with the admin token and a JSON body (empty for none). */
    public HttpResponse<String> api(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("authorization", "Bearer " + ADMIN_TOKEN)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Reads JSON. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
