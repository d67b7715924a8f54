package dev.parley.lab;

import dev.parley.Parley;
import dev.parley.config.ApiOpen;
import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.Demo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The whole server on an empty store with one bot, to be judged by outside programs: {@code FixtureServer PORT
 * [echo|silent]}. Prints the bot's id and access token, then serves until the process is ended.
 */
public final class FixtureServer {
    private static final String TOKEN = "fixture-token";

    private FixtureServer() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        String kind = args.length > 1 ? args[1] : "echo";
        Path directory = Files.createTempDirectory("parley-fixture");
        Config config = Config.builder()
                .httpPort(port)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .botsDir(directory.resolve("bots"))
                .set(ConfigKey.DEMO, Demo.FALSE)
                .set(ConfigKey.API_OPEN, new ApiOpen.Everybody())
                .withoutRateLimits()
                .build();
        Parley parley = Parley.start(Vertx.vertx(), config).await(30, TimeUnit.SECONDS);
        String bot = makeBot(parley.url(), engine(kind));
        System.out.println("url " + parley.url());
        System.out.println("bot " + bot);
        System.out.println("access_token " + TOKEN);
    }

    private static JsonObject engine(String kind) {
        return switch (kind) {
            case "echo" ->
                new JsonObject()
                        .put("type", "echo")
                        .put("prefix", "echo: ")
                        .put("typing", true)
                        .put("quiet", "/quiet")
                        .put("end_on", "bye");
            case "silent" -> new JsonObject().put("type", "none");
            default -> throw new IllegalArgumentException("echo or silent, not " + kind);
        };
    }

    private static String makeBot(String url, JsonObject engine) throws Exception {
        JsonObject websocket = new JsonObject()
                .put("type", "websocket")
                .put("access_token", TOKEN)
                .put("scope", "session")
                .put("page", true);
        JsonObject manifest = new JsonObject()
                .put("name", "Fixture")
                .put("engine", engine)
                .put("channels", new JsonArray().add(websocket));
        String id = UUID.randomUUID().toString();
        JsonObject body =
                new JsonObject().put("bot", new JsonObject().put("id", id).put("manifest", manifest));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/bots"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> made = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.statusCode() + " " + made.body());
        }
        return id;
    }
}
