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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's Phoenix endpoint, made when all doors have said which topics they have there. */
final class PhoenixSockets implements PhoenixTopics, Door {
    private static final String PATH = "/socket";

    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private SocketOptions options = SocketOptions.DEFAULT;
    private volatile @Nullable PhoenixEndpoint endpoint;

    @Override
    public void add(String pattern, Supplier<Channel> channels) {
        topic(pattern).takeAll(channels);
    }

    @Override
    public void add(String pattern, Predicate<Payload> meant, Supplier<Channel> channels) {
        topic(pattern).some.add(new Some(meant, channels));
    }

    private Topic topic(String pattern) {
        return topics.computeIfAbsent(pattern, Topic::new);
    }

    @Override
    public void configure(SocketOptions wanted) {
        options = wanted;
    }

    @Override
    public long connections() {
        PhoenixEndpoint made = endpoint;
        return made == null ? 0 : made.connections();
    }

    /** Makes the endpoint; nothing is to be added afterwards. */
    void make(GatewayContext context) {
        PhoenixEndpoint.Builder builder = PhoenixEndpoint.builder()
                .origins(context.origins())
                .remoteAddress(context::clientAddress)
                // What AIDA's server, a Phoenix 1.3, answers its clients.
                .refuseUnjoinedLeave(true)
                .options(options);
        topics.values().forEach(topic -> builder.channel(topic.pattern, topic.channels()));
        endpoint = builder.build(context.vertx());
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

    private record Some(Predicate<Payload> meant, Supplier<Channel> channels) {}

    /** Who takes the joins of one topic. */
    private static final class Topic {
        private final String pattern;
        private final List<Some> some = new ArrayList<>();
        private @Nullable Supplier<Channel> others;

        Topic(String pattern) {
            this.pattern = pattern;
        }

        void takeAll(Supplier<Channel> channels) {
            if (others != null) {
                throw new IllegalStateException("Two doors want all joins of " + pattern);
            }
            others = channels;
        }

        Supplier<Channel> channels() {
            return some.isEmpty() && others != null ? others : () -> new SharedTopic(this::choose);
        }

        private Optional<Channel> choose(Payload join) {
            return some.stream()
                    .filter(one -> one.meant().test(join))
                    .findFirst()
                    .<Supplier<Channel>>map(Some::channels)
                    .or(() -> Optional.ofNullable(others))
                    .map(Supplier::get);
        }
    }
}
