package dev.parley.server;

import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Several may run in one Vert.x, each on a data directory of its own.
 *
 * <pre>{@code Server.start(vertx, Config.builder().httpPort(0).build())
 *         .onSuccess(parley -> System.out.println(parley.url()));}</pre>
 *
 * <p>Of the servers that share a store in PostgreSQL one serves; the others stand by, until it is gone. Methods are
 * callable from any thread.
 */
public final class Server {
    private final Vertx vertx;
    private final DataDirectory directory;
    private final AdminToken adminToken;
    private final Listener listener;
    private final ActiveStandby duty;
    private final AtomicReference<@Nullable Promise<Void>> stopping = new AtomicReference<>();

    private Server(Vertx vertx, DataDirectory directory, AdminToken adminToken, Listener listener, ActiveStandby duty) {
        this.vertx = vertx;
        this.directory = directory;
        this.adminToken = adminToken;
        this.listener = listener;
        this.duty = duty;
    }

    /**
     * Starts a server; complete when it listens, be it that it serves or {@link #isServing stands by}. The future fails,
     * and whatever was started is stopped again, when the data directory is in use
     * ({@link dev.parley.config.DataDirectoryInUseException}), the store cannot be opened, a bot file cannot be read
     * ({@link dev.parley.conversation.BotFilesException}) or the port is taken.
     */
    public static Future<Server> start(Vertx vertx, Config config) {
        return start(vertx, config, ServerOverrides.USUAL);
    }

    public static Future<Server> start(Vertx vertx, Config config, ServerOverrides parts) {
        return vertx.<Server>executeBlocking(() -> hold(vertx, config, parts))
                .compose(server -> server.duty
                        .begin()
                        .compose(listening -> server.announce())
                        .map(server)
                        .recover(failure -> server.stop().transform(stopped -> Future.failedFuture(failure))));
    }

    private static Server hold(Vertx vertx, Config config, ServerOverrides parts) throws IOException {
        Host host = Host.of(vertx, config);
        DataDirectory directory = DataDirectory.open(config.dataDir());
        try {
            AdminToken adminToken = AdminToken.obtain(config);
            Listener listener = new Listener(vertx, config);
            ActiveStandby duty = new ActiveStandby(host, parts, listener, adminToken);
            return new Server(vertx, directory, adminToken, listener, duty);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The port taken. */
    public int port() {
        return listener.port();
    }

    /** Where this machine reaches the server, without a slash at the end. */
    public String url() {
        return listener.url();
    }

    /** Whether it serves; if not, it stands by while another server serves from its store, and serves when that is gone. */
    public boolean isServing() {
        return duty.serving().isPresent();
    }

    /** The port of open metrics; 0 when there is none. Fails with an {@link IllegalStateException} while it stands by. */
    public int metricsPort() {
        return serving().metricsPort();
    }

    /**
     * The bots this server answers for, until it stands by again. Fails with an {@link IllegalStateException} while it
     * stands by.
     */
    public Bots bots() {
        return serving().core().bots();
    }

    /**
     * What is said and kept, until it stands by again. Fails with an {@link IllegalStateException} while it stands by.
     */
    public Conversations conversations() {
        return serving().core().conversations();
    }

    /** The token that opens {@code /api}. */
    public AdminToken adminToken() {
        return adminToken;
    }

    /**
     * Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. Completes
     * when all is closed; asking twice is harmless.
     */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        Promise<Void> already = stopping.compareAndExchange(null, stopped);
        if (already != null) {
            return already.future();
        }
        duty.end()
                .compose(ended -> vertx.<Void>executeBlocking(() -> {
                    directory.close();
                    return null;
                }))
                .onComplete(stopped);
        return stopped.future();
    }

    private ServerRuntime serving() {
        return duty.serving().orElseThrow(() -> new IllegalStateException("this server stands by"));
    }

    private Future<Void> announce() {
        return vertx.executeBlocking(() -> {
            directory.announce(url());
            return null;
        });
    }
}
