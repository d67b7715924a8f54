package dev.parley;

import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;

/** The one place where parts are wired, started and stopped, in order. */
public final class Parley {
    private final DataDirectory directory;
    private final HttpServer server;
    private final String url;

    private Parley(DataDirectory directory, HttpServer server, String url) {
        this.directory = directory;
        this.server = server;
        this.url = url;
    }

    /** Starts a server on this Vert.x. */
    public static Future<Parley> start(Vertx vertx, Config config) {
        return vertx.executeBlocking(() -> DataDirectory.open(config.dataDir()))
                .compose(directory -> vertx.createHttpServer()
                        .requestHandler(request -> request.response()
                                .setStatusCode(request.path().startsWith("/health/") ? 200 : 404)
                                .end())
                        .listen(config.http().port(), config.http().host())
                        .compose(server -> vertx.executeBlocking(() -> {
                            String url = "http://" + config.http().host() + ":" + server.actualPort();
                            directory.announce(url);
                            return new Parley(directory, server, url);
                        }))
                        .recover(failure -> vertx.executeBlocking(() -> {
                                    directory.close();
                                    return (Void) null;
                                })
                                .compose(closed -> Future.failedFuture(failure))));
    }

    /** The port taken. */
    public int port() {
        return server.actualPort();
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    /** Stops it. */
    public Future<Void> stop() {
        return server.close().eventually(this::closed);
    }

    private Future<Void> closed() {
        try {
            directory.close();
            return Future.succeededFuture();
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }
}
