package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CapturedLog;
import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are WebSockets from their beginning. */
@Timeout(60)
class WebSocketTest {
    private static final int MAX = 1_000;
    private static final String V3 = "/engine.io/?EIO=3&transport=websocket";
    private static final String V4 = "/engine.io/?EIO=4&transport=websocket";

    private final CapturedLog log = new CapturedLog();
    private EngineServer server;

    @BeforeEach
    void start() {
        server = EngineServer.with(EngineIoOptions.DEFAULT.withMaxPayload(MAX));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
        EngineServer.assertQuiet(log);
    }

    private RawSocket open(String path) throws Exception {
        RawSocket socket = RawSocket.open(server.port(), path);
        assertThat(socket.receive().text()).startsWith("0{");
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {V3, V4})
    void aConnectionOpensWithoutAnUpgradeToOffer(String path) throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), path)) {
            JsonObject opened = new JsonObject(socket.receive().text().substring(1));

            assertThat(opened.getJsonArray("upgrades")).isEqualTo(new JsonArray());
            assertThat(opened.fieldNames())
                    .containsExactly("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        }
    }

    @ParameterizedTest
    @CsvSource({V3, V4})
    void textComesBack(String path) throws Exception {
        try (RawSocket socket = open(path)) {
            socket.text("4zażółć 漢字 😀");

            assertThat(socket.receive().text()).isEqualTo("4zażółć 漢字 😀");
        }
    }

    @Test
    void bytesComeBackAsEachRevisionFramesThem() throws Exception {
        try (RawSocket old = open(V3);
                RawSocket socket = open(V4)) {
            old.binary(new byte[] {4, 1, 2});
            socket.binary(new byte[] {1, 2});

            assertThat(old.receive().payload()).containsExactly(4, 1, 2);
            assertThat(socket.receive().payload()).containsExactly(1, 2);
        }
    }

    @Test
    void aClientThatWantsBase64GetsNoBinaryFrame() throws Exception {
        try (RawSocket old = open(V3 + "&b64=1");
                RawSocket socket = open(V4 + "&b64=1")) {
            old.text("b4AQIDBA==");
            socket.text("bAQIDBA==");

            assertThat(old.receive().text()).isEqualTo("b4AQIDBA==");
            assertThat(socket.receive().text()).isEqualTo("bAQIDBA==");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'EIO=abc&transport=websocket', 5",
        "'transport=websocket', 5",
        "'EIO=4', 0",
        "'EIO=4&transport=abc', 0",
        "'EIO=4&transport=websocket&sid=0.gone', 1",
    })
    void aHandshakeThatIsNoneIsRefusedWithItsNumber(String query, int code) throws Exception {
        try (RawSocket socket = new RawSocket(server.port())) {
            RawSocket.Response response = socket.request("GET", "/engine.io/?" + query, Map.of());

            assertThat(response.status()).isEqualTo(400);
            assertThat(new JsonObject(response.body()).getInteger("code")).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "9", "b!", "2"})
    void whatIsNoPacketEndsTheConnection(String frame) throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text(frame);

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
            Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
        }
    }

    @Test
    void textThatIsNoUtf8EndsTheConnection() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.frame(RawSocket.TEXT, new byte[] {'4', (byte) 0xc3}, true, 0, true);

            assertThat(socket.receive().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void bytesThatAreNoMessageEndAConnectionOfRevision3() throws Exception {
        try (RawSocket socket = open(V3)) {
            socket.binary(new byte[] {2, 1});

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aMessageUpToTheLimitIsTakenAndALargerOneEndsTheConnection() throws Exception {
        try (RawSocket socket = open(V4)) {
            for (int size : new int[] {MAX - 1, MAX}) {
                String message = "4" + "x".repeat(size - 1);
                socket.text(message);
                assertThat(socket.receive().text()).isEqualTo(message);
            }

            socket.text("4" + "x".repeat(MAX));

            assertThat(socket.receive().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aClientThatSaysGoodByeIsLetGo() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text("1");

            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            Waiting.until("the connection has gone", () -> server.endpoint().connections() == 0);
            assertThat(server.connection(0).timesGone()).isOne();
        }
    }

    @Test
    void aConnectionThatIsCutHasGone() throws Exception {
        open(V4).close();

        Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
        assertThat(server.endpoint().connections()).isZero();
    }

    @Test
    void aConnectionThatIsClosedSaysItsLastWords() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text("4close");

            assertThat(socket.receive().text()).isEqualTo("4bye");
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            assertThat(server.connection(0).timesGone()).isOne();
        }
    }

    @Test
    void pollsOfAWebSocketAreRefusedAndChangeNothing() throws Exception {
        try (RawSocket socket = RawSocket.open(server.port(), V4)) {
            String sid = new JsonObject(socket.receive().text().substring(1)).getString("sid");

            PollingClient.Answer poll =
                    RawRequests.send(server.port(), "GET", "/engine.io/?EIO=4&transport=polling&sid=" + sid);

            assertThat(poll.status()).isEqualTo(400);
            assertThat(poll.text()).contains("\"code\":3");
            socket.text("4still");
            assertThat(socket.receive().text()).isEqualTo("4still");
        }
    }

    @Test
    void aClientThatReadsNothingIsClosedWhenMuchWaits() throws Exception {
        try (EngineServer small = EngineServer.with(
                        EngineIoOptions.DEFAULT.withMaxWaitingBytes(100_000).withStallTimeout(Duration.ofMillis(200)));
                RawSocket socket = new RawSocket(small.port(), 4_096)) {
            socket.request("GET", V4, Map.of());
            Waiting.until("the connection stands", () -> small.endpoint().connections() == 1);
            EngineServer.Echo echo = small.connection(0);
            CompletableFuture<Void> sent = new CompletableFuture<>();

            echo.onLoop(() -> {
                for (int i = 0; i < 100; i++) {
                    echo.socket.send("x".repeat(100_000));
                }
                sent.complete(null);
            });

            assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
            Waiting.until("the connection has gone", () -> echo.timesGone() == 1);
        }
    }

    @Test
    void compressionIsNotAgreedTo() throws Exception {
        try (RawSocket socket = new RawSocket(server.port())) {
            RawSocket.Response response =
                    socket.request("GET", V4, Map.of("Sec-WebSocket-Extensions", "permessage-deflate"));

            assertThat(response.status()).isEqualTo(101);
            assertThat(response.headers()).doesNotContainKey("sec-websocket-extensions");
            assertThat(socket.receive().payload()).startsWith("0".getBytes(StandardCharsets.UTF_8));
        }
    }
}
