package dev.parley.media;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.StoreCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The image routes alone, on a real store and a free port, with two bots and one session. */
final class ImageServer implements AutoCloseable {
    final Bot bot = FixedBots.bot();
    final Bot shop = FixedBots.bot("https://shop.example");
    final Path uploads;
    final Store store;
    final ImageStore images;
    final Conversations conversations;
    final UUID session;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer http;

    ImageServer(Path directory, ImageLimits limits, Disk disk) {
        uploads = directory.resolve("uploads");
        store = on(SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("store.db"))));
        images = on(ImageStore.open(vertx, store, uploads, limits, disk));
        conversations = StoreCalls.conversations(store, new LocalFanout());
        session = open(bot, "phoenix");
        Router router = Router.router(vertx);
        ImageRoutes routes = new ImageRoutes(images, conversations, store, FixedBots.of(bot, shop));
        router.post("/content/image/:bot/:session").handler(routes.upload("phoenix"));
        routes.mount(router);
        http = on(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    int port() {
        return http.actualPort();
    }

    UUID open(Bot of, String gateway) {
        NewSession session = new NewSession(UUID.randomUUID(), of.id(), gateway, null, new JsonObject(), List.of());
        return on(store.open(session)).session().id();
    }

    SessionRef target() {
        return new SessionRef(session, bot.id(), "phoenix");
    }

    /** Every file under the uploads directory. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(uploads)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (java.nio.file.NoSuchFileException | UncheckedIOException vanished) {
            // A file that went while the tree was walked: look again.
            return files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T on(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        on(http.close());
        on(images.close());
        on(store.close());
        on(vertx.close());
    }
}
