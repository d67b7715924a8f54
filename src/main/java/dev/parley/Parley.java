package dev.parley;

import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Several may run in one Vert.x, each on a data directory of its own.
 *
 * <pre>{@code Parley.start(vertx, Config.builder().httpPort(0).build())
 *         .onSuccess(parley -> System.out.println(parley.url()));}</pre>
 */
public final class Parley {
    private final Vertx vertx;
    private final Config config;
    private final Parts parts;
    private final Listener listener;
    private final Stops stops = new Stops();
    private final AtomicReference<@Nullable Future<Void>> stopping = new AtomicReference<>();
    private volatile @Nullable AdminToken adminToken;
    private volatile @Nullable Serving serving;

    private Parley(Vertx vertx, Config config, Parts parts) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
        this.listener = new Listener(vertx, config);
    }

    /**
     * Starts a server. The future fails, and whatever was started is stopped again, when the data directory is in use
     * ({@link dev.parley.config.DataDirectoryInUseException}), a bot file cannot be read
     * ({@link dev.parley.conversation.BotFilesException}) or the port is taken.
     */
    public static Future<Parley> start(Vertx vertx, Config config) {
        return start(vertx, config, Parts.USUAL);
    }

    static Future<Parley> start(Vertx vertx, Config config, Parts parts) {
        Parley parley = new Parley(vertx, config, parts);
        return parley.start()
                .map(parley)
                .recover(failure -> parley.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** The port taken. */
    public int port() {
        return listener.port();
    }

    /** The port of open metrics; 0 when there is none. */
    public int metricsPort() {
        return serving().metricsPort();
    }

    /** Where this machine reaches the server, without a slash at the end. */
    public String url() {
        return listener.url();
    }

    /** The bots this server answers for. */
    public Bots bots() {
        return serving().bots();
    }

    /** What is said and kept. */
    public Conversations conversations() {
        return serving().conversations();
    }

    /** The token that opens {@code /api}. */
    AdminToken adminToken() {
        return Objects.requireNonNull(adminToken, "not started");
    }

    /**
     * Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. Completes
     * when all is closed; asking twice is harmless.
     */
    public Future<Void> stop() {
        Future<Void> already = stopping.get();
        if (already != null) {
            return already;
        }
        Future<Void> stopped = stops.run();
        stopping.set(stopped);
        return stopped;
    }

    private Serving serving() {
        return Objects.requireNonNull(serving, "not started");
    }

    private Future<Void> start() {
        return vertx.<DataDirectory>executeBlocking(this::holdDirectory)
                .compose(directory -> ConfiguredStore.open(vertx, config, parts.options())
                        .compose(this::serve)
                        .compose(listening -> vertx.executeBlocking(() -> {
                            directory.announce(url());
                            return null;
                        })));
    }

    private DataDirectory holdDirectory() throws IOException {
        DataDirectory directory = DataDirectory.open(config.dataDir());
        stops.push(() -> vertx.executeBlocking(() -> {
            directory.close();
            return null;
        }));
        adminToken = AdminToken.obtain(config);
        return directory;
    }

    private Future<Void> serve(Store store) {
        Serving begun = new Serving(vertx, config, parts, listener, adminToken(), store);
        stops.push(begun::stop);
        serving = begun;
        return begun.start();
    }
}
