package dev.parley.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What everything is compared with: a server of Vert.x alone that says back each text it hears on a WebSocket, and has
 * one answer to every other request.
 */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Control control = new Control(vertx);
        List<Echo> servers = new CopyOnWriteArrayList<>();
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(
                        () -> {
                            Echo echo = new Echo();
                            servers.add(echo);
                            return echo;
                        },
                        new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        control.serve(new JsonObject().put("port", servers.get(0).port()), vertx::close);
        System.exit(0);
    }

    private static final Buffer NOTHING_NEW = Buffer.buffer("{\"messages\":[],\"statusCode\":0}");

    private static final class Echo extends VerticleBase {
        private int port;

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(-1))
                    .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                    .requestHandler(request -> request.response()
                            .putHeader("content-type", "application/json; charset=utf-8")
                            .end(NOTHING_NEW))
                    .listen()
                    .onSuccess(this::listening);
        }

        private void listening(HttpServer server) {
            port = server.actualPort();
        }

        int port() {
            return port;
        }
    }
}
