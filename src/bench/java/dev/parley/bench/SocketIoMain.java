package dev.parley.bench;

import dev.parley.socketio.Ack;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import dev.parley.socketio.SocketIoEndpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Socket.IO server that passes each event on to all its sockets. */
final class SocketIoMain {
    private SocketIoMain() {}

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        SocketIoEndpoint endpoint = SocketIoEndpoint.builder()
                .namespace("/", (socket, auth) -> {
                    sockets.add(socket);
                    return Future.succeededFuture(new Crier(socket, sockets));
                })
                .build(vertx);
        BareServer.run(vertx, (loops, server) -> {
            Router router = Router.router(loops);
            endpoint.mount(router, "/socket.io");
            server.requestHandler(router);
        });
    }

    private record Crier(Socket socket, Set<Socket> all) implements SocketHandler {
        @Override
        public void event(String name, List<Object> arguments, Ack ack) {
            Emission emission = Emission.of(name, arguments.toArray());
            for (Socket each : all) {
                each.context().runOnContext(v -> each.emit(emission));
            }
        }

        @Override
        public void gone() {
            all.remove(socket);
        }
    }
}
