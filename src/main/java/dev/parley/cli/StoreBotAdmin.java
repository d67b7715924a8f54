package dev.parley.cli;

import dev.parley.admin.BotStore;
import dev.parley.config.Config;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bots in the store, while no server runs. */
final class StoreBotAdmin implements BotAdmin {
    private final OpenedStore<BotStore> store;
    private final String url;

    StoreBotAdmin(OpenedStore<BotStore> store, Config config) {
        this.store = store;
        this.url = expectedUrl(config);
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
        return store.content().all();
    }

    @Override
    public Optional<JsonObject> find(UUID id) {
        return store.content().all().stream()
                .filter(bot -> id.toString().equals(bot.getString("id")))
                .findFirst();
    }

    @Override
    public JsonObject create(UUID id, JsonObject manifest) throws Exception {
        return Await.result(store.content().create(id, manifest));
    }

    @Override
    public boolean remove(UUID id) throws Exception {
        return Await.result(store.content().remove(id));
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
