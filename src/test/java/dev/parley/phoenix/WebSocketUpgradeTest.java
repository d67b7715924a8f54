package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebSocketUpgradeTest {
    private static final String PATH = "/socket/websocket?vsn=2.0.0";
    private PhoenixServer server;

    private void start(Function<PhoenixEndpoint.Builder, PhoenixEndpoint.Builder> endpoint) {
        server = new PhoenixServer(1, endpoint);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSocket.Response get(String path, String... headers) throws Exception {
        return request("GET", path, headers);
    }

    private RawSocket.Response request(String method, String path, String... headers) throws Exception {
        Map<String, String> changes = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            changes.put(headers[i], headers[i + 1]);
        }
        try (RawSocket socket = new RawSocket(server.port())) {
            return socket.request(method, path, changes);
        }
    }

    @Test
    void whatIsNoUpgradeIsToldWhy() throws Exception {
        start(Function.identity());
        assertThat(get(PATH, "Connection", null).body())
                .isEqualTo("'connection' header must contain 'upgrade', got []");
        assertThat(get(PATH, "Connection", "keep-alive").body())
                .isEqualTo("'connection' header must contain 'upgrade', got [\"keep-alive\"]");
        assertThat(get(PATH, "Upgrade", "x").body())
                .isEqualTo("'upgrade' header must contain 'websocket', got [\"x\"]");
        assertThat(get(PATH, "Sec-WebSocket-Key", null).body()).isEqualTo("'sec-websocket-key' header is absent");
        RawSocket.Response version = get(PATH, "Sec-WebSocket-Version", "12");
        assertThat(version.body()).isEqualTo("'sec-websocket-version' header must equal '13', got [\"12\"]");
        assertThat(version.status()).isEqualTo(400);
        assertThat(version.headers().get("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(get("/socket/websocket?vsn=9.0.0", "Connection", null).status())
                .isEqualTo(403);
    }

    @Test
    void onlyGetUpgrades() throws Exception {
        start(Function.identity());
        for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS"}) {
            RawSocket.Response response = request(method, PATH, "Content-Length", "0");
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void aBadEscapeInTheQueryDoesNotMatter() throws Exception {
        start(Function.identity());
        assertThat(get(PATH + "&x=%zz").status()).isEqualTo(101);
        assertThat(get("/socket/websocket/?vsn=2.0.0%2Bbuild").status()).isEqualTo(101);
        assertThat(get("/socket/websocket?vsn=%202.0.0").status()).isEqualTo(403);
    }

    @Test
    void theFirstConfiguredSubprotocolIsChosen() throws Exception {
        start(builder -> builder.subprotocols("one", "two"));
        assertThat(get(PATH, "Sec-WebSocket-Protocol", "x, two,one").headers())
                .containsEntry("sec-websocket-protocol", "one");
        assertThat(get(PATH).headers()).doesNotContainKey("sec-websocket-protocol");
        assertThat(get(PATH, "Sec-WebSocket-Protocol", "three").status()).isEqualTo(403);
    }

    @Test
    void theAuthTokenIsTakenOutOfTheSubprotocols() throws Exception {
        AtomicReference<String> token = new AtomicReference<>();
        start(builder -> builder.authToken(true).connect(request -> {
            token.set(request.authToken());
            return Future.succeededFuture(ConnectResult.accept());
        }));
        String bearer = "base64url.bearer.phx.czNjcmV0L3Rva2VuK8Op";
        assertThat(get(PATH, "Sec-WebSocket-Protocol", "phoenix, " + bearer).headers())
                .containsEntry("sec-websocket-protocol", "phoenix");
        assertThat(token.get()).isEqualTo("s3cret/token+é");
        RawSocket.Response alone = get(PATH, "Sec-WebSocket-Protocol", bearer);
        assertThat(alone.status()).isEqualTo(101);
        assertThat(alone.headers()).doesNotContainKey("sec-websocket-protocol");
        assertThat(get(PATH, "Sec-WebSocket-Protocol", "other, " + bearer).status())
                .isEqualTo(403);
        assertThat(get(PATH, "Sec-WebSocket-Protocol", "base64url.bearer.phx.!!")
                        .status())
                .isEqualTo(500);
        assertThat(get(PATH).status()).isEqualTo(101);
        assertThat(token.get()).isNull();
    }

    @Test
    void theApplicationDecidesInItsOwnTime() throws Exception {
        Promise<ConnectResult> decision = Promise.promise();
        start(builder -> builder.connect(request -> switch (request.params().getString("say", "later")) {
            case "no" -> Future.succeededFuture(ConnectResult.refuse());
            case "fail" -> Future.failedFuture("failed");
            case "raise" -> throw new IllegalStateException("raised");
            default -> {
                server.vertx.setTimer(100, id -> decision.tryComplete(ConnectResult.accept()));
                yield decision.future();
            }
        }));
        assertThat(get(PATH + "&say=no").status()).isEqualTo(403);
        assertThat(get(PATH + "&say=fail").status()).isEqualTo(500);
        assertThat(get(PATH + "&say=raise").status()).isEqualTo(500);
        assertThat(get(PATH).status()).isEqualTo(101);
    }

    @Test
    void compressionIsAgreedToWhereAllowedAndBounded() throws Exception {
        TestChannel.Seen seen = new TestChannel.Seen();
        start(builder -> builder.channel("room:*", () -> new TestChannel(seen))
                .options(SocketOptions.DEFAULT.withMaxFrameBytes(10_000).withCompression(true)));
        try (RawSocket socket = new RawSocket(server.port())) {
            RawSocket.Response response = socket.request(
                    "GET", PATH, Map.of("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"));
            assertThat(response.headers().get("sec-websocket-extensions"))
                    .isEqualTo("permessage-deflate; client_max_window_bits=15");
            socket.frame(RawSocket.TEXT, deflated("[null,\"1\",\"phoenix\",\"heartbeat\",{}]"), true, 4, true);
            RawSocket.Received reply = socket.receive();
            assertThat(reply.opcode()).isEqualTo(RawSocket.TEXT);
            assertThat(reply.rsv()).isEqualTo(4);
            socket.frame(RawSocket.TEXT, deflated("x".repeat(1_000_000)), true, 4, true);
            assertThat(socket.receive().closeCode()).isEqualTo(1009);
        }
    }

    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        byte[] out = new byte[100_000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        // The empty block at the end of a flush is left out on the wire.
        byte[] message = new byte[length - 4];
        System.arraycopy(out, 0, message, 0, message.length);
        return message;
    }

    @Test
    void twoSocketsOfOneIdAreDisconnectedTogether() throws Exception {
        start(builder -> builder.connect(request -> Future.succeededFuture(
                new ConnectResult.Accepted(request.params().getString("id")))));
        try (RawSocket one = RawSocket.open(server.port(), PATH + "&id=u1");
                RawSocket two = RawSocket.open(server.port(), PATH + "&id=u1");
                RawSocket other = RawSocket.open(server.port(), PATH + "&id=u2")) {
            server.endpoint.disconnect("u1");
            assertThat(one.receive().closeCode()).isEqualTo(1001);
            assertThat(two.receive().closeCode()).isEqualTo(1001);
            other.text("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
            assertThat(other.receive().text()).contains("\"ok\"");
        }
    }
}
