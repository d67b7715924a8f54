package dev.parley.gateway.chatio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.testing.Multipart;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Customers of one server, and what they ask by HTTP. */
final class ChatioClient implements AutoCloseable {
    static final long LICENSE = 123456;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxFrameSize(16 << 20)
            .setMaxMessageSize(16 << 20)
            .setMaxConnections(500));
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    ChatioClient(String url) {
        this.server = URI.create(url);
    }

    /** A token as a client sends it, and whose it is. */
    record Token(String bearer, String customer) {}

    Token token() {
        return token(LICENSE);
    }

    Token token(long license) {
        HttpResponse<byte[]> answer =
                http("POST", "/customer?response_type=token&client_id=c&license_id=" + license, Map.of(), new byte[0]);
        JsonObject json = new JsonObject(new String(answer.body(), UTF_8));
        return new Token("Bearer " + json.getString("access_token"), json.getString("entity_id"));
    }

    ChatioSocket connect(Via via) {
        return ChatioSocket.connect(sockets, server.getPort(), via, LICENSE);
    }

    ChatioSocket connect(Via via, String path, String origin) {
        return ChatioSocket.connect(sockets, server.getPort(), via, path, origin);
    }

    /** A connection that is logged in. */
    ChatioSocket login(Token token) {
        return connect(Via.WEBSOCKET).login(token.bearer());
    }

    HttpResponse<byte[]> http(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends a file as the SDK does. */
    HttpResponse<byte[]> sendFile(Token token, Multipart form, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("authorization", token.bearer());
        all.put("content-type", form.contentType());
        return http("POST", "/customer/v0.5/action/send_file?license_id=" + LICENSE, all, form.bytes());
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
