package dev.parley.lab;

import dev.parley.config.ApiOpen;
import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.Demo;
import dev.parley.gateway.chip.ChipFixtures;
import dev.parley.gateway.expertflow.MailOptions;
import dev.parley.gateway.expertflow.MailTls;
import dev.parley.server.Server;
import dev.parley.testing.SmtpSink;
import dev.parley.testing.TestParts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The whole server on an empty store with one bot, for conformance suites of other projects: {@code FixtureServer PORT
 * [echo|silent|keyed]}. Prints the bot's id and access token, then serves until the process is ended. {@code keyed} is
 * echo, and GWS clients need the apikey {@code k-123}. {@code POST /__fixtures} takes what a Chip vector says is given, in
 * place of what the last one did; its Courier is at 127.0.0.1:8099. Mails are taken and go nowhere.
 */
public final class FixtureServer implements AutoCloseable {
    private static final String TOKEN = "fixture-token";
    private static final String ADMIN = "fixture-admin";
    private static final String COURIER = "http://127.0.0.1:8099";

    private final Vertx vertx;
    private final Server parley;
    private final String bot;

    private FixtureServer(Vertx vertx, Server parley, String bot) {
        this.vertx = vertx;
        this.parley = parley;
        this.bot = bot;
    }

    public static void main(String[] args) throws Exception {
        FixtureServer server = start(Integer.parseInt(args[0]), args.length > 1 ? args[1] : "echo");
        System.out.println("url " + server.url());
        System.out.println("bot " + server.bot);
        System.out.println("access_token " + TOKEN);
    }

    /**
     * Starts it inside this process.
     *
     * @param port 0 for any
     */
    public static FixtureServer start(int port, String kind) throws Exception {
        Path directory = Files.createTempDirectory("parley-fixture");
        Vertx vertx = Vertx.vertx();
        SmtpSink mails = SmtpSink.start(vertx);
        Config config = Config.builder()
                .httpPort(port)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .botsDir(directory.resolve("bots"))
                .set(ConfigKey.DEMO, Demo.FALSE)
                .set(ConfigKey.API_OPEN, new ApiOpen.Everybody())
                .adminToken(ADMIN)
                .set(MailOptions.HOST, "127.0.0.1")
                .set(MailOptions.PORT, mails.port())
                .set(MailOptions.TLS, MailTls.NEVER)
                .set(MailOptions.FROM, "parley@parley.example")
                .withoutRateLimits()
                .build();
        AtomicReference<ChipFixtures> fixtures = new AtomicReference<>();
        Server parley = new TestParts()
                .routes(router -> router.post("/__fixtures").handler(routing -> load(routing, fixtures)))
                .start(vertx, config)
                .await(30, TimeUnit.SECONDS);
        fixtures.set(new ChipFixtures(parley, directory.resolve("data"), ADMIN, COURIER));
        return new FixtureServer(vertx, parley, makeBot(parley.url(), kind));
    }

    public String url() {
        return parley.url();
    }

    @Override
    public void close() throws Exception {
        parley.stop().await(30, TimeUnit.SECONDS);
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    private static void load(RoutingContext routing, AtomicReference<ChipFixtures> fixtures) {
        routing.request()
                .body()
                .compose(given -> {
                    // Loading waits for the server's futures, which a thread of its own may do.
                    Promise<Map<String, String>> loaded = Promise.promise();
                    new Thread(() -> loaded.handle(Future.future(done -> {
                                fixtures.get().erase();
                                done.complete(fixtures.get().load(new JsonObject(given)));
                            })))
                            .start();
                    return loaded.future();
                })
                .onSuccess(ids -> routing.json(new JsonObject().put("vars", ids)))
                .onFailure(routing::fail);
    }

    private static JsonObject engine(String kind) {
        return switch (kind) {
            case "echo", "keyed" ->
                new JsonObject()
                        .put("type", "echo")
                        .put("prefix", "echo: ")
                        .put("typing", true)
                        .put("quiet", "/quiet")
                        .put("end_on", "bye");
            case "silent" -> new JsonObject().put("type", "none");
            default -> throw new IllegalArgumentException("echo, silent or keyed, not " + kind);
        };
    }

    private static JsonArray channels(String kind) {
        JsonObject websocket = new JsonObject()
                .put("type", "websocket")
                .put("access_token", TOKEN)
                .put("scope", "session")
                .put("page", true);
        JsonObject gws = new JsonObject().put("type", "gws");
        if (kind.equals("keyed")) {
            gws.put("apikeys", new JsonArray().add("k-123"));
        }
        JsonObject expertflow =
                new JsonObject().put("type", "expertflow").put("connector_addresses", new JsonArray().add("127.0.0.1"));
        return new JsonArray()
                .add(websocket)
                .add(gws)
                .add(new JsonObject().put("type", "chip"))
                .add(new JsonObject().put("type", "chatio").put("license", 123456))
                .add(expertflow);
    }

    private static String makeBot(String url, String kind) throws Exception {
        JsonObject manifest = new JsonObject()
                .put("name", "Fixture")
                .put("engine", engine(kind))
                .put("channels", channels(kind));
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
