package dev.parley.server;

import dev.parley.config.Config;
import dev.parley.http.HttpVerticle;
import dev.parley.http.Mount;
import dev.parley.phoenix.PhoenixEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** The server's port: opens it with some routes, as an HTTP server for each processor. */
final class Listener {
    /** How many event loops listen. */
    static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Vertx vertx;
    private final Config config;
    /** Vert.x takes any free port for a negative one, the same for all servers that name the same negative number. */
    private final int listenPort;

    private volatile int port;

    Listener(Vertx vertx, Config config) {
        this.vertx = vertx;
        this.config = config;
        this.listenPort = config.http().port() == 0
                ? -ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE)
                : config.http().port();
    }

    /**
     * Listens until the returned deployment is undeployed. Who listens while others do already shares the port with
     * them: each new connection goes to one of them.
     */
    Future<String> listen(List<Mount> mounts) {
        List<HttpVerticle> servers = new CopyOnWriteArrayList<>();
        return vertx.deployVerticle(
                        () -> {
                            HttpVerticle server = new HttpVerticle(options(), mounts);
                            servers.add(server);
                            return server;
                        },
                        new DeploymentOptions().setInstances(LOOPS))
                .onSuccess(listening -> port = servers.get(0).port());
    }

    /** The port taken. */
    int port() {
        return port;
    }

    /** Where this machine reaches the server, without a slash at the end. */
    String url() {
        String host = config.http().host();
        return config.http().url(host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host, port);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = PhoenixEndpoint.serverOptions(new HttpServerOptions())
                .setHost(config.http().host())
                .setPort(listenPort)
                // Browsers open WebSockets over HTTP/1.1, and a proxy in front speaks it too.
                .setHttp2ClearTextEnabled(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
        config.http()
                .tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.cert().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }
}
