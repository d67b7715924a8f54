package dev.parley.cli;

import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bots in the store, while no server runs; it holds the data directory until it is closed. */
final class StoreBotAdmin implements BotAdmin {
    private final Vertx vertx;
    private final DataDirectory directory;
    private final BotStore bots;
    private final String url;

    private StoreBotAdmin(Vertx vertx, DataDirectory directory, BotStore bots, String url) {
        this.vertx = vertx;
        this.directory = directory;
        this.bots = bots;
        this.url = url;
    }

    static BotAdmin open(Launcher launcher, Config config, DataDirectory directory) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return new StoreBotAdmin(
                    vertx, directory, Await.result(launcher.openBots(vertx, config)), expectedUrl(config));
        } catch (Exception e) {
            directory.close();
            Await.result(vertx.close());
            throw e;
        }
    }

    private static String expectedUrl(Config config) {
        Config.Http http = config.http();
        String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
        return Banner.publicUrl(config, (http.tls().isPresent() ? "https://" : "http://") + host + ":" + http.port());
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public List<JsonObject> all() {
        return bots.all();
    }

    @Override
    public Optional<JsonObject> find(UUID id) {
        return bots.all().stream()
                .filter(bot -> id.toString().equals(bot.getString("id")))
                .findFirst();
    }

    @Override
    public JsonObject create(UUID id, JsonObject manifest) throws Exception {
        return Await.result(bots.create(id, manifest));
    }

    @Override
    public boolean remove(UUID id) throws Exception {
        return Await.result(bots.remove(id));
    }

    @Override
    public void close() throws Exception {
        try {
            Await.result(bots.close());
            Await.result(vertx.close());
        } finally {
            directory.close();
        }
    }
}
