package dev.parley.socketio;

import dev.parley.testing.LoopServers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint on two event loops, each with a port of its own. {@code /} and {@code /custom} let everybody in; {@code /refused},
 * {@code /failing} and {@code /throwing} nobody; {@code /slow} whoever the test lets in.
 */
final class SocketIoServer implements AutoCloseable {
    private final LoopServers servers = new LoopServers();
    private final SocketIoEndpoint endpoint;
    private final List<Guest> guests = new CopyOnWriteArrayList<>();
    private final List<Promise<SocketHandler>> slow = new CopyOnWriteArrayList<>();

    SocketIoServer(UnaryOperator<SocketIoEndpoint.Builder> change) {
        endpoint = change.apply(SocketIoEndpoint.builder()
                        .namespace("/", this::admit)
                        .namespace("/custom", this::admit)
                        .namespace("/slow", (socket, auth) -> {
                            socket.emit("early", 1);
                            Promise<SocketHandler> decision = Promise.promise();
                            slow.add(decision);
                            return decision.future();
                        })
                        .namespace(
                                "/refused",
                                (socket, auth) -> Future.failedFuture(
                                        new ConnectRefusedException("not you", new JsonObject().put("why", "because"))))
                        .namespace("/failing", (socket, auth) -> Future.failedFuture("the store is away"))
                        .namespace("/throwing", (socket, auth) -> {
                            throw new IllegalStateException("thrown");
                        }))
                .build(servers.vertx());
        servers.start(2, new HttpServerOptions(), router -> endpoint.mount(router, "/socket.io/"));
    }

    private Future<SocketHandler> admit(Socket socket, @Nullable Object auth) {
        Guest guest = new Guest(socket, auth);
        guests.add(guest);
        return Future.succeededFuture(guest);
    }

    /** A socket that was let in. */
    static final class Guest implements SocketHandler {
        final Socket socket;
        final @Nullable Object auth;
        private final List<String> events = new CopyOnWriteArrayList<>();
        private volatile int gone;

        Guest(Socket socket, @Nullable Object auth) {
            this.socket = socket;
            this.auth = auth;
        }

        @Override
        public void event(String name, List<@Nullable Object> arguments, @Nullable Ack ack) {
            events.add(name);
            if (ack != null) {
                ack.send(arguments.toArray());
                ack.send("a second answer");
            } else if (name.equals("disconnect-me")) {
                socket.disconnect();
                socket.emit("too late");
            } else if (name.equals("close-me")) {
                socket.emit("bye");
                socket.close();
            } else {
                socket.emit("back", arguments.toArray());
            }
        }

        @Override
        public void gone() {
            gone++;
        }

        /** The names of the events it heard. */
        List<String> events() {
            return events;
        }

        int timesGone() {
            return gone;
        }

        /** Runs on its event loop. */
        void onLoop(Runnable task) {
            socket.context().runOnContext(v -> task.run());
        }
    }

    /** Who was let in, in this order. */
    Guest guest(int index) {
        return guests.get(index);
    }

    int guests() {
        return guests.size();
    }

    /** The decisions that {@code /slow} waits for. */
    List<Promise<SocketHandler>> slow() {
        return slow;
    }

    SocketIoEndpoint endpoint() {
        return endpoint;
    }

    int port() {
        return servers.port(0);
    }

    @Override
    public void close() {
        servers.close();
    }
}
