package dev.parley.bench;

import dev.parley.gateway.phoenix.PhoenixOptions;
import dev.parley.gateway.gws.GwsOptions;
import dev.parley.Parley;
import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.Demo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The measured server: what {@code serve} starts, on the given directory, and the given store if one is named, with a
 * control line. Only sockets and
 * chats that nobody hears of live longer, so that they stay without heartbeats and polls, and one client may ask for as
 * much as it likes.
 */
final class ServerMain {
    static final String ADMIN_TOKEN = "bench-admin-token";

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Vertx vertx = Vertx.vertx();
        Control control = new Control(vertx);
        Config.Builder config = Config.builder()
                .httpPort(0)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .botsDir(directory.resolve("bots"))
                .adminToken(ADMIN_TOKEN)
                .set(ConfigKey.DEMO, Demo.FALSE)
                .set(PhoenixOptions.IDLE_TIMEOUT, Duration.ofMinutes(30))
                .set(GwsOptions.EXPIRY, Duration.ofMinutes(30))
                .set(GwsOptions.REQUESTS_PER_MINUTE, 10_000_000)
                .withoutRateLimits();
        if (args.length > 1) {
            config.store(args[1]);
        }
        Parley parley = Parley.start(vertx, config.build())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        control.serve(new JsonObject().put("port", parley.port()), parley::stop);
        System.exit(0);
    }
}
