package dev.parley.lab;

import dev.parley.engineio.EngineIoEndpoint;
import dev.parley.engineio.EngineIoHandler;
import dev.parley.engineio.EngineIoOptions;
import dev.parley.engineio.EngineIoSocket;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import dev.parley.socketio.SocketIoEndpoint;
import dev.parley.socketio.SocketIoOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * The server the official Engine.IO and Socket.IO suites are run against: an echo under {@code /engine.io}, and under
 * {@code /socket.io} the namespaces {@code /} and {@code /custom}. {@code SocketIoLab PORT} starts it by hand, on
 * one event loop, as the suites take it for granted that requests of different connections are seen in the order of sending.
 */
public final class SocketIoLab {
    /** What the suites expect. */
    public static final EngineIoOptions SHORT =
            EngineIoOptions.DEFAULT.withPingInterval(Duration.ofMillis(300)).withPingTimeout(Duration.ofMillis(200));

    private final EngineIoEndpoint engine;
    private final SocketIoEndpoint endpoint;

    private SocketIoLab(Vertx vertx, EngineIoOptions options) {
        engine = EngineIoEndpoint.builder().accept(Echo::new).options(options).build(vertx);
        endpoint = SocketIoEndpoint.builder()
                .namespace("/", SocketIoLab::connect)
                .namespace("/custom", SocketIoLab::connect)
                .options(SocketIoOptions.DEFAULT.withEngine(options).withConnectTimeout(Duration.ofSeconds(1)))
                .build(vertx);
    }

    private static Future<SocketHandler> connect(Socket socket, Object auth) {
        socket.emit("auth", auth == null ? new JsonObject() : auth);
        return Future.succeededFuture(new Answers(socket));
    }

    private record Echo(EngineIoSocket socket) implements EngineIoHandler {
        @Override
        public void message(String text) {
            socket.send(text);
        }

        @Override
        public void message(Buffer bytes) {
            socket.send(bytes);
        }
    }

    private record Answers(Socket socket) implements SocketHandler {
        @Override
        public void event(String name, List<Object> arguments, Ack ack) {
            switch (name) {
                case "message" -> socket.emit("message-back", arguments.toArray());
                case "message-with-ack" -> {
                    if (ack != null) {
                        ack.send(arguments.toArray());
                    }
                }
                case "ask" ->
                    socket.emitWithAck(Duration.ofSeconds(10), "question", arguments.toArray())
                            .onSuccess(answer -> socket.emit("answered", answer.toArray()));
                case "close" -> socket.close();
                case "put-me-out" -> socket.disconnect();
                default -> {
                    // Events nobody asks for, as with the original.
                }
            }
        }
    }

    /** Starts the lab with one HTTP server on each event loop; the result is its port. */
    public static Future<Integer> start(Vertx vertx, int port, int loops, EngineIoOptions options) {
        SocketIoLab lab = new SocketIoLab(vertx, options);
        return LabServer.start(vertx, port, loops, new HttpServerOptions(), router -> {
            lab.engine.mount(router, "/engine.io");
            lab.endpoint.mount(router, "/socket.io");
        });
    }

    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 3_000;
        LabServer.run("SocketIoLab", vertx -> start(vertx, port, 1, SHORT));
    }
}
