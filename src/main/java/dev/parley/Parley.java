package dev.parley;

import dev.parley.config.Config;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.server.Server;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running server inside another program. Several may run in one Vert.x, each on a data directory of its own.
 *
 * <pre>{@code Parley.start(vertx, Config.builder().httpPort(0).build())
 *         .onSuccess(parley -> System.out.println(parley.url()));}</pre>
 *
 * <p>Of the servers that share a store in PostgreSQL one serves; the others stand by, until it is gone. Methods are
 * callable from any thread.
 */
public final class Parley {
    private final Server server;

    private Parley(Server server) {
        this.server = server;
    }

    /**
     * Starts a server; complete when it listens, be it that it serves or {@link #isServing stands by}. The future fails,
     * and whatever was started is stopped again, when the data directory is in use
     * ({@link dev.parley.config.DataDirectoryInUseException}), the store cannot be opened, a bot file cannot be read
     * ({@link dev.parley.conversation.BotFilesException}) or the port is taken.
     */
    public static Future<Parley> start(Vertx vertx, Config config) {
        return Server.start(vertx, config).map(Parley::new);
    }

    /** The port taken. */
    public int port() {
        return server.port();
    }

    /** Where this machine reaches the server, without a slash at the end. */
    public String url() {
        return server.url();
    }

    /** Whether it serves; if not, it stands by while another server serves from its store, and serves when that is gone. */
    public boolean isServing() {
        return server.isServing();
    }

    /** The port of open metrics; 0 when there is none. Fails with an {@link IllegalStateException} while it stands by. */
    public int metricsPort() {
        return server.metricsPort();
    }

    /**
     * The bots this server answers for, until it stands by again. Fails with an {@link IllegalStateException} while it
     * stands by.
     */
    public Bots bots() {
        return server.bots();
    }

    /**
     * What is said and kept, until it stands by again. Fails with an {@link IllegalStateException} while it stands by.
     */
    public Conversations conversations() {
        return server.conversations();
    }

    /**
     * Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. Completes
     * when all is closed; asking twice is harmless.
     */
    public Future<Void> stop() {
        return server.stop();
    }
}
