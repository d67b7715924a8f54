package dev.parley.lab;

import dev.parley.phoenix.ConnectRequest;
import dev.parley.phoenix.ConnectResult;
import dev.parley.phoenix.PhoenixEndpoint;
import dev.parley.phoenix.SocketOptions;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The server the Phoenix vectors are played against: the endpoints they name, each with the reference bot channel and the
 * lab channel. {@code PhoenixLab PORT} starts it by hand.
 */
public final class PhoenixLab {
    private static final SocketOptions UNLIMITED =
            SocketOptions.DEFAULT.withMaxFrameBytes(Integer.MAX_VALUE).withMaxWaitingBytes(Long.MAX_VALUE);

    private final Map<String, PhoenixEndpoint> endpoints = new LinkedHashMap<>();
    private final Set<String> sessions = BotChannel.sessions();

    private PhoenixLab(Vertx vertx) {
        add(vertx, "/socket", builder("/socket").options(UNLIMITED));
        add(
                vertx,
                "/short",
                builder("/short")
                        .options(SocketOptions.DEFAULT
                                .withIdleTimeout(Duration.ofMillis(1_500))
                                .withLongPollWindow(Duration.ofMillis(700))));
        add(vertx, "/dflt", builder("/dflt").origins(OriginPolicy.host("localhost")));
        add(
                vertx,
                "/origin",
                builder("/origin")
                        .origins(OriginPolicy.list(
                                List.of("https://good.example", "//*.wild.example", "//any.example"))));
        add(vertx, "/conn", builder("/conn").origins(OriginPolicy.sameAsRequest()));
        add(vertx, "/sub", builder("/sub").subprotocols("proto1", "proto2"));
        add(
                vertx,
                "/small",
                builder("/small")
                        .options(SocketOptions.DEFAULT.withMaxFrameBytes(1_024).withCompression(true)));
        add(vertx, "/many", builder("/many").options(SocketOptions.DEFAULT.withMaxChannels(2)));
        add(vertx, "/auth", builder("/auth").authToken(true));
    }

    private void add(Vertx vertx, String path, PhoenixEndpoint.Builder builder) {
        endpoints.put(path, builder.build(vertx));
    }

    private PhoenixEndpoint.Builder builder(String path) {
        return PhoenixEndpoint.builder()
                .channel("bot:*", () -> new BotChannel(sessions))
                .channel("lab:*", () -> new LabChannel(() -> endpoints.get(path)))
                .channel("exact", () -> new LabChannel(() -> endpoints.get(path)))
                .origins(OriginPolicy.any())
                .connect(PhoenixLab::connect);
    }

    private static Future<ConnectResult> connect(ConnectRequest request) {
        if (request.params().containsKey("refuse")) {
            if ("raise".equals(request.params().getValue("refuse"))) {
                throw new IllegalStateException("connect raises");
            }
            return Future.succeededFuture(ConnectResult.refuse());
        }
        String id = request.params().getValue("id") instanceof String given ? given : null;
        request.params().put("auth_token", request.authToken());
        return Future.succeededFuture(new ConnectResult.Accepted(id));
    }

    /** Starts the lab with one HTTP server on each event loop; the result is its port. */
    public static Future<Integer> start(Vertx vertx, int port, int loops) {
        PhoenixLab lab = new PhoenixLab(vertx);
        return LabServer.start(
                vertx,
                port,
                loops,
                PhoenixEndpoint.serverOptions(new HttpServerOptions()),
                router -> lab.endpoints.forEach((path, endpoint) -> endpoint.mount(router, path)));
    }

    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
        LabServer.run(
                "PhoenixLab", vertx -> start(vertx, port, Runtime.getRuntime().availableProcessors()));
    }
}
