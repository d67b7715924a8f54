package dev.parley.server;

import dev.parley.gateway.Door;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.PhoenixTopics;
import dev.parley.http.OwnedPath;
import dev.parley.phoenix.Channel;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.PhoenixEndpoint;
import dev.parley.phoenix.SocketOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's Phoenix endpoint, made when all doors have said which topics they have there. */
final class PhoenixSockets implements PhoenixTopics, Door {
    private static final String PATH = "/socket";

    private final PhoenixEndpoint.Builder builder = PhoenixEndpoint.builder();
    private final Map<String, Supplier<Channel>> others = new LinkedHashMap<>();
    private volatile @Nullable PhoenixEndpoint endpoint;

    @Override
    public void add(String pattern, Supplier<Channel> channels) {
        if (others.put(pattern, channels) != null) {
            throw new IllegalStateException("Two doors want all joins of " + pattern);
        }
    }

    @Override
    public void add(String pattern, Predicate<Payload> meant, Supplier<Channel> channels) {
        builder.channel(pattern, meant, channels);
    }

    @Override
    public void configure(SocketOptions wanted) {
        builder.options(wanted);
    }

    @Override
    public long connections() {
        PhoenixEndpoint made = endpoint;
        return made == null ? 0 : made.connections();
    }

    /** Makes the endpoint; nothing is to be added afterwards. */
    void make(GatewayContext context) {
        // Behind those that want some joins of the same topics.
        others.forEach(builder::channel);
        endpoint = builder.origins(context.origins())
                .remoteAddress(context::clientAddress)
                // What AIDA's server, a Phoenix 1.3, answers its clients.
                .refuseUnjoinedLeave(true)
                .build(context.vertx());
    }

    @Override
    public Future<Void> mount(Vertx loop, Router router) {
        made().mount(router, PATH);
        return Future.succeededFuture();
    }

    @Override
    public List<OwnedPath> paths() {
        return List.of(OwnedPath.readingQueries(PATH + "/"));
    }

    @Override
    public Future<Void> drain() {
        return made().drain();
    }

    private PhoenixEndpoint made() {
        return Objects.requireNonNull(endpoint, "not made");
    }
}
