package dev.parley.admin;

import dev.parley.bot.ManifestReader;
import dev.parley.config.Config;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.RegisteredBot;
import dev.parley.conversation.Store;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.gateway.Gateways;
import dev.parley.media.ImageLimits;
import dev.parley.media.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** The bots in the store while no server runs, for the command line. */
public final class OfflineBots implements BotStore {
    private final Store store;
    private final ImageStore images;
    private final BotRegistry bots;

    private OfflineBots(Store store, ImageStore images, BotRegistry bots) {
        this.store = store;
        this.images = images;
        this.bots = bots;
    }

    public static Future<BotStore> open(Vertx vertx, Config config) {
        return StoreFactory.open(vertx, config)
                .compose(store -> ImageStore.open(vertx, store, config.uploadsDir(), ImageLimits.DEFAULT)
                        .compose(images -> {
                            BotRegistry bots = new BotRegistry(
                                    vertx,
                                    store,
                                    new LocalFanout(),
                                    images,
                                    new ManifestReader(
                                            new Engines(OutboundPolicy.of(config)), new Gateways().entryTypes()));
                            return bots.load(config.botsDir()).map(new OfflineBots(store, images, bots));
                        }));
    }

    @Override
    public Future<List<JsonObject>> all() {
        return Future.succeededFuture(
                bots.registered().stream().map(this::shown).toList());
    }

    @Override
    public Future<JsonObject> create(UUID id, JsonObject manifest) {
        return bots.create(id, manifest, false).map(this::shown);
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return bots.remove(id);
    }

    @Override
    public Future<Void> close() {
        return images.close().eventually(store::close);
    }

    private JsonObject shown(RegisteredBot bot) {
        return new JsonObject()
                .put("id", bot.record().id().toString())
                .put("manifest", bots.masked(bot))
                .put("temp", bot.record().temp());
    }
}
