package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CapturedLog;
import dev.parley.testing.LoopServers;
import dev.parley.testing.Waiting;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An echo under /engine.io on two event loops, each with a port of its own. */
final class EngineServer implements AutoCloseable {
    private final LoopServers servers = new LoopServers();
    private final EngineIoEndpoint endpoint;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private final List<Echo> echoes = new CopyOnWriteArrayList<>();

    EngineServer(UnaryOperator<EngineIoEndpoint.Builder> change) {
        endpoint = change.apply(EngineIoEndpoint.builder().accept(socket -> {
                    Echo echo = new Echo(socket);
                    echoes.add(echo);
                    return echo;
                }))
                .build(servers.vertx());
        servers.start(2, new HttpServerOptions(), router -> {
            router.route().handler(routing -> {
                arrived.incrementAndGet();
                routing.next();
                handled.incrementAndGet();
            });
            endpoint.mount(router, "/engine.io");
        });
    }

    static EngineServer with(EngineIoOptions options) {
        return new EngineServer(builder -> builder.options(options));
    }

    /** One of its connections, in the order of their beginning. */
    static final class Echo implements EngineIoHandler {
        final EngineIoSocket socket;
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private volatile int gone;

        Echo(EngineIoSocket socket) {
            this.socket = socket;
            threads.add(Thread.currentThread());
        }

        @Override
        public void message(String text) {
            threads.add(Thread.currentThread());
            if (text.equals("throw")) {
                throw new IllegalStateException("the handler fails");
            } else if (text.equals("close")) {
                socket.send("bye");
                socket.close();
            } else {
                socket.send(text);
            }
        }

        @Override
        public void message(Buffer bytes) {
            threads.add(Thread.currentThread());
            socket.send(bytes);
        }

        @Override
        public void gone() {
            threads.add(Thread.currentThread());
            gone++;
        }

        /** How many times it was told that it has gone. */
        int timesGone() {
            return gone;
        }

        /** How many threads have called it. */
        long callers() {
            return threads.stream().distinct().count();
        }

        /** Runs on its event loop. */
        void onLoop(Runnable task) {
            socket.context().runOnContext(v -> task.run());
        }
    }

    /** The connection that was accepted as this one, from 0 on; waits for it. */
    Echo connection(int index) {
        Waiting.until("connection " + index + " is accepted", () -> echoes.size() > index);
        return echoes.get(index);
    }

    /** Nothing a client sends leaves a stack trace; other tests may log what they like meanwhile. */
    static void assertQuiet(CapturedLog log) {
        assertThat(log.stackTraces())
                .noneMatch(line -> line.startsWith("dev.parley.engineio") || line.startsWith("io.vertx.core"));
    }

    /** Sends a request that waits for its answer, and returns when it has reached its connection or is handed over to it. */
    <T> T held(Supplier<T> request) {
        // Those before it were answered, so they have arrived, but perhaps are not counted as handled yet.
        int before = arrived.get();
        T answer = request.get();
        Waiting.until("the request has arrived", () -> arrived.get() > before && handled.get() == arrived.get());
        return answer;
    }

    EngineIoEndpoint endpoint() {
        return endpoint;
    }

    int port() {
        return port(0);
    }

    int port(int loop) {
        return servers.port(loop);
    }

    @Override
    public void close() {
        servers.close();
    }
}
