package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CapturedLog;
import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long polling over two event loops: a connection lives on one, requests come by either. */
@Timeout(60)
class PollingTest {
    private static final int MAX = 1_000;

    private final CapturedLog log = new CapturedLog();
    private final PollingClient client = new PollingClient("/engine.io/", 4);
    private final PollingClient old = new PollingClient("/engine.io", 3);
    private EngineServer server;

    @BeforeEach
    void start() {
        server = EngineServer.with(EngineIoOptions.DEFAULT.withMaxPayload(MAX).withPingTimeout(Duration.ofSeconds(60)));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
        EngineServer.assertQuiet(log);
    }

    private static void assertText(PollingClient.Answer answer, String text) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.text()).isEqualTo(text);
    }

    private static void assertRefused(PollingClient.Answer answer, int code, String message) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(new JsonObject(answer.text()))
                .isEqualTo(new JsonObject().put("code", code).put("message", message));
    }

    /** A poll that has arrived and waits. */
    private CompletableFuture<PollingClient.Answer> held(int loop) {
        return server.held(() -> client.getLater(server.port(loop)));
    }

    @Test
    void aConnectionOpensWithItsTimesAndLimits() {
        PollingClient.Answer opened = client.open(server.port());

        assertThat(opened.text()).startsWith("0{");
        assertThat(new JsonObject(opened.text().substring(1))).isEqualTo(new JsonObject("""
                        {"sid":"%s","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":60000,"maxPayload":1000}""".formatted(client.sid())));
        assertThat(server.endpoint().connections()).isOne();
    }

    @Test
    void revision3OpensWithALengthBefore() {
        PollingClient.Answer opened = old.open(server.port());

        int colon = opened.text().indexOf(':');
        assertThat(opened.text().substring(0, colon))
                .isEqualTo(String.valueOf(opened.text().length() - colon - 1));
        assertThat(opened.text().substring(colon + 1)).startsWith("0{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4test1\u001e4test2\u001e4test3", "4hello\u001ebAQIDBA==", "4zażółć 漢字 😀"})
    void whatIsPostedComesBackInOneAnswer(String body) {
        client.open(server.port());

        PollingClient.Answer posted = client.post(server.port(), body);

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.type()).isEqualTo("text/html");
        assertThat(posted.text()).isEqualTo("ok");
        assertText(client.get(server.port()), body);
    }

    @Test
    void revision3AnswersWithBytesOnlyWhereThereAreSome() {
        old.open(server.port());

        old.post(server.port(), "6:4hello3:4😀");
        assertText(old.get(server.port()), "6:4hello3:4😀");
        old.post(server.port(), "6:4hello10:b4AQIDBA==");
        PollingClient.Answer mixed = old.get(server.port());

        assertThat(mixed.type()).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().formatHex(mixed.bytes())).isEqualTo("0006ff3468656c6c6f" + "0105ff0401020304");
    }

    @Test
    void revision3TakesABodyOfBytes() {
        old.open(server.port());

        byte[] body = HexFormat.of().parseHex("0006ff3468656c6c6f" + "0105ff0401020304");
        assertThat(old.post(server.port(), "application/octet-stream", body).status())
                .isEqualTo(200);

        assertThat(old.get(server.port()).bytes()).isEqualTo(body);
    }

    @Test
    void aClientThatWantsBase64GetsItOnEveryPoll() {
        old.open(server.port(), "&b64=1");

        old.post(server.port(), "6:4hello10:b4AQIDBA==");

        assertText(old.get(server.port()), "6:4hello10:b4AQIDBA==");
    }

    @Test
    void everyAnswerIsBytesWhereTheEndpointSaysSoAndTheClientNotOtherwise() {
        try (EngineServer ancient = EngineServer.with(EngineIoOptions.DEFAULT.withBinaryPolls(true))) {
            PollingClient base64 = new PollingClient("/engine.io/", 3);

            PollingClient.Answer opened = old.open(ancient.port());
            old.post(ancient.port(), "3:4hi");

            assertThat(opened.type()).isEqualTo("application/octet-stream");
            assertThat(HexFormat.of().formatHex(opened.bytes())).startsWith("00010306ff307b");
            assertThat(HexFormat.of().formatHex(old.get(ancient.port()).bytes()))
                    .isEqualTo("0003ff346869");
            assertThat(base64.open(ancient.port(), "&b64=1").type()).startsWith("text/plain");
            assertThat(client.open(ancient.port()).type()).startsWith("text/plain");
        }
    }

    @Test
    void aPollWaitsUntilThereIsSomethingToSay() {
        client.open(server.port());
        CompletableFuture<PollingClient.Answer> poll = held(0);

        assertThat(poll).isNotDone();
        client.post(server.port(), "4one");

        assertText(poll.join(), "4one");
    }

    @Test
    void requestsByAnotherEventLoopReachTheConnectionOnItsOwn() {
        client.open(server.port(0));

        client.post(server.port(1), "4one");
        assertText(client.get(server.port(1)), "4one");
        CompletableFuture<PollingClient.Answer> poll = client.getLater(server.port(1));
        client.post(server.port(0), "4two");

        assertText(poll.join(), "4two");
        assertThat(server.connection(0).callers()).isOne();
    }

    @Test
    void whatIsSaidInOneTurnGoesInOneAnswer() {
        client.open(server.port());
        CompletableFuture<PollingClient.Answer> poll = held(0);

        server.connection(0).onLoop(() -> {
            server.connection(0).socket.send("a");
            server.connection(0).socket.send("b");
        });

        assertText(poll.join(), "4a\u001e4b");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, Transport unknown",
        "transport=abc&EIO=4, 0, Transport unknown",
        "transport=webtransport&EIO=4, 0, Transport unknown",
        "transport=polling, 5, Unsupported protocol version",
        "transport=polling&EIO=abc, 5, Unsupported protocol version",
        "transport=polling&EIO=2, 5, Unsupported protocol version",
        "transport=polling&EIO=4&sid=abc, 1, Session ID unknown",
        "transport=polling&EIO=4&sid=0.AAAAAAAAAAAAAAAAAAAA, 1, Session ID unknown",
        "transport=polling&EIO=4&sid=99.AAAAAAAAAAAAAAAAAAAA, 1, Session ID unknown",
        "transport=websocket&EIO=4, 3, Bad request",
        "transport=polling&EIO=4&j=0, 3, JSONP is not supported",
    })
    void aRequestThatIsNoneIsRefusedWithItsNumber(String query, int code, String message) throws Exception {
        assertRefused(RawRequests.send(server.port(), "GET", "/engine.io/?" + query), code, message);
        assertThat(server.endpoint().connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void aConnectionOpensWithGetOnly(String method) throws Exception {
        assertRefused(
                RawRequests.send(server.port(), method, "/engine.io/?EIO=4&transport=polling"),
                2,
                "Bad handshake method");
    }

    @Test
    void aConnectionKnowsPollsAndPostsOnly() throws Exception {
        client.open(server.port());

        assertRefused(
                RawRequests.send(server.port(), "PUT", "/engine.io/?EIO=4&transport=polling&sid=" + client.sid()),
                3,
                "Bad request");
        assertThat(server.endpoint().connections()).isOne();
    }

    @Test
    void aRequestOfTheOtherRevisionIsRefusedAndChangesNothing() throws Exception {
        client.open(server.port());

        assertRefused(
                RawRequests.send(server.port(), "GET", "/engine.io/?EIO=3&transport=polling&sid=" + client.sid()),
                3,
                "Bad request");
        client.post(server.port(), "4still");
        assertText(client.get(server.port()), "4still");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4ok\u001e9", "2"})
    void whatIsNoPacketIsRefusedAndEndsTheConnection(String body) {
        client.open(server.port());

        assertRefused(client.post(server.port(), body), 3, "Bad request");

        assertRefused(client.get(server.port()), 1, "Session ID unknown");
        assertThat(server.connection(0).timesGone()).isOne();
    }

    @Test
    void aSecondPollBesideAFirstOneEndsTheConnection() {
        client.open(server.port());
        CompletableFuture<PollingClient.Answer> first = held(0);

        assertThat(client.get(server.port(1)).status()).isEqualTo(400);

        assertText(first.join(), "1");
        assertRefused(client.get(server.port()), 1, "Session ID unknown");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPollThatIsCutOffEndsTheConnection(int loop) throws Exception {
        client.open(server.port());
        try (RawSocket poll = new RawSocket(server.port(loop))) {
            poll.write(("GET /engine.io/?EIO=4&transport=polling&sid=" + client.sid() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
        assertRefused(client.get(server.port()), 1, "Session ID unknown");
    }

    @Test
    void aClientThatSaysGoodByeHasItsPollReleased() {
        client.open(server.port());
        CompletableFuture<PollingClient.Answer> poll = held(1);

        assertThat(client.post(server.port(), "1").text()).isEqualTo("ok");

        assertText(poll.join(), "6");
        assertRefused(client.get(server.port()), 1, "Session ID unknown");
        assertThat(server.connection(0).timesGone()).isOne();
    }

    @Test
    void aConnectionThatIsClosedDeliversItsLastWordsAndThenItsEnd() {
        client.open(server.port());

        client.post(server.port(), "4close\u001e4ignored");

        assertThat(server.connection(0).timesGone()).isOne();
        assertText(client.get(server.port()), "4bye");
        assertText(client.get(server.port()), "1");
        assertRefused(client.get(server.port()), 1, "Session ID unknown");
        assertThat(server.endpoint().connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void aBodyUpToTheLimitIsTaken(int more) {
        client.open(server.port());

        assertThat(client.post(server.port(1), "4" + "x".repeat(MAX - 1 + more)).status())
                .isEqualTo(200);
    }

    @Test
    void aLargerBodyIsRefusedAndEndsTheConnection() {
        client.open(server.port());

        assertThat(client.post(server.port(1), "4" + "x".repeat(MAX)).status()).isEqualTo(413);

        assertRefused(client.get(server.port()), 1, "Session ID unknown");
    }

    @Test
    void aClientThatFetchesNothingIsClosedWhenTooMuchWaits() {
        try (EngineServer small = EngineServer.with(EngineIoOptions.DEFAULT.withMaxWaitingBytes(10_000))) {
            client.open(small.port());
            EngineServer.Echo echo = small.connection(0);

            echo.onLoop(() -> echo.socket.send("x".repeat(79_000)));
            assertThat(client.get(small.port()).text()).hasSize(79_001);
            echo.onLoop(() -> {
                echo.socket.send("x".repeat(79_000));
                echo.socket.send("x".repeat(1_200));
            });

            Waiting.until("the connection has gone", () -> echo.timesGone() == 1);
            assertRefused(client.get(small.port()), 1, "Session ID unknown");
        }
    }

    @Test
    void aClientThatFetchesNothingForTooLongIsClosedWhenMuchWaits() {
        try (EngineServer small = EngineServer.with(
                EngineIoOptions.DEFAULT.withMaxWaitingBytes(10_000).withStallTimeout(Duration.ofMillis(200)))) {
            client.open(small.port());
            EngineServer.Echo echo = small.connection(0);

            echo.onLoop(() -> echo.socket.send("x".repeat(10_000)));

            Waiting.until("the connection has gone", () -> echo.timesGone() == 1);
        }
    }

    @Test
    void aPacedSenderHearsWhenItsClientHasFetched() {
        client.open(server.port());
        EngineServer.Echo echo = server.connection(0);
        CompletableFuture<Void> drained = new CompletableFuture<>();

        echo.onLoop(() -> {
            echo.socket.send("x".repeat(100_000));
            assertThat(echo.socket.writeQueueFull()).isTrue();
            echo.socket.onceDrained(drained::complete);
        });
        Waiting.until("it is all there", () -> client.get(server.port()).text().length() == 100_001);

        assertThat(drained).succeedsWithin(Duration.ofSeconds(20));
    }
}
