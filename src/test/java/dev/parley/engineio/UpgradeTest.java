package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.CapturedLog;
import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to a WebSocket, which the same event loop accepts (0) or another one (1). */
@Timeout(60)
class UpgradeTest {
    private final CapturedLog log = new CapturedLog();
    private final PollingClient client = new PollingClient("/engine.io/", 4);
    private EngineServer server;

    @BeforeEach
    void start() {
        server = EngineServer.with(EngineIoOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
        EngineServer.assertQuiet(log);
    }

    private RawSocket knock(int loop) throws Exception {
        return RawSocket.open(server.port(loop), client.webSocket());
    }

    private RawSocket probed(int loop) throws Exception {
        RawSocket socket = knock(loop);
        socket.text("2probe");
        assertThat(socket.receive().text()).isEqualTo("3probe");
        return socket;
    }

    private RawSocket upgraded(int loop) throws Exception {
        client.open(server.port());
        RawSocket socket = probed(loop);
        socket.text("5");
        socket.text("4here");
        assertThat(socket.receive().text()).isEqualTo("4here");
        return socket;
    }

    private CompletableFuture<PollingClient.Answer> held(int loop) {
        return server.held(() -> client.getLater(server.port(loop)));
    }

    @ParameterizedTest
    @CsvSource({"0,3", "1,3", "0,4", "1,4"})
    void aConnectionGoesOnOverTheWebSocket(int loop, int protocol) throws Exception {
        PollingClient any = new PollingClient("/engine.io/", protocol);
        any.open(server.port());
        try (RawSocket socket = RawSocket.open(server.port(loop), any.webSocket())) {
            socket.text("2probe");
            assertThat(socket.receive().text()).isEqualTo("3probe");
            assertThat(any.get(server.port()).text()).isEqualTo(protocol == 3 ? "1:6" : "6");

            socket.text("5");
            socket.text("4hello");

            assertThat(socket.receive().text()).isEqualTo("4hello");
            assertThat(server.connection(0).callers()).isOne();
            assertThat(server.endpoint().connections()).isOne();
        }
        Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
        assertThat(server.connection(0).callers()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aProbeReleasesThePollThatIsHeld(int loop) throws Exception {
        client.open(server.port());
        CompletableFuture<PollingClient.Answer> poll = held(1 - loop);

        try (RawSocket socket = probed(loop)) {
            assertThat(poll.join().text()).isEqualTo("6");
        }
    }

    @Test
    void aClientThatPollsOnWhileItProbesIsAnsweredEveryTime() throws Exception {
        client.open(server.port());

        try (RawSocket socket = probed(0)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get(server.port()).text()).isEqualTo("6");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatIsSaidBetweenProbeAndUpgradeFollowsOverTheWebSocketInOrder(int loop) throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(loop)) {
            client.post(server.port(), "4one");
            client.post(server.port(), "4two\u001ebAQI=");
            assertThat(client.get(server.port()).text()).isEqualTo("6");

            socket.text("5");
            socket.text("4three");

            assertThat(socket.receive().text()).isEqualTo("4one");
            assertThat(socket.receive().text()).isEqualTo("4two");
            assertThat(socket.receive().payload()).containsExactly(1, 2);
            assertThat(socket.receive().text()).isEqualTo("4three");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void pollsAreRefusedOnceTheUpgradeWasAskedFor(int loop) throws Exception {
        for (int i = 0; i < 50; i++) {
            client.open(server.port());
            try (RawSocket socket = knock(loop)) {
                socket.text("2probe");
                socket.text("5");

                // On its own event loop or another one: what the client said on the WebSocket was said before.
                assertThat(client.get(server.port(loop)).status()).isEqualTo(400);

                socket.text("4hello");
                assertThat(socket.receive().text()).isEqualTo("3probe");
                assertThat(socket.receive().text()).isEqualTo("4hello");
            }
            client.forget();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSecondWebSocketIsClosedAndChangesNothing(int loop) throws Exception {
        try (RawSocket socket = upgraded(0);
                RawSocket second = knock(loop)) {
            assertThat(second.receive().closeCode()).isEqualTo(1000);

            socket.text("4hello");
            assertThat(socket.receive().text()).isEqualTo("4hello");
        }
    }

    @Test
    void aSecondWebSocketIsClosedWhileTheFirstOneProbes() throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(0);
                RawSocket second = knock(1)) {
            assertThat(second.receive().closeCode()).isEqualTo(1000);

            socket.text("5");
            socket.text("4hello");
            assertThat(socket.receive().text()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aProbeThatComesToNothingLeavesTheConnectionPolling(int loop) throws Exception {
        client.open(server.port());
        RawSocket socket = probed(loop);
        client.post(server.port(), "4waits");

        socket.close();

        Waiting.until(
                "polls are answered again",
                () -> client.get(server.port()).text().equals("4waits"));
        assertThat(server.connection(0).timesGone()).isZero();
    }

    @Test
    void aWebSocketThatSaysSomethingElseIsClosedAndPollingGoesOn() throws Exception {
        client.open(server.port());
        try (RawSocket socket = knock(0)) {
            socket.text("4hello");

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
        client.post(server.port(), "4still");
        assertThat(client.get(server.port()).text()).isEqualTo("4still");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aWebSocketThatTakesTooLongIsClosedAndPollingGoesOn(int loop) throws Exception {
        try (EngineServer hasty =
                EngineServer.with(EngineIoOptions.DEFAULT.withUpgradeTimeout(Duration.ofMillis(100)))) {
            client.open(hasty.port());
            try (RawSocket socket = RawSocket.open(hasty.port(loop), client.webSocket())) {
                assertThat(socket.receive().closeCode()).isEqualTo(1000);
            }
            client.post(hasty.port(), "4still");
            assertThat(client.get(hasty.port()).text()).isEqualTo("4still");
        }
    }

    @Test
    void aConnectionThatEndsTakesTheWebSocketThatKnocksWithIt() throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(1)) {
            client.post(server.port(), "1");

            assertThat(socket.receive().closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void muchGoesBothWaysInOrder(int loop) throws Exception {
        try (RawSocket socket = upgraded(loop)) {
            int count = 2_000;
            String padding = "x".repeat(200);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        socket.text("4" + i + padding);
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(socket.receive(20_000).text()).isEqualTo("4" + i + padding);
            }
            writing.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPacedSenderHearsWhenItsClientHasRead(int loop) throws Exception {
        try (RawSocket socket = upgraded(loop)) {
            EngineServer.Echo echo = server.connection(0);
            CompletableFuture<Boolean> full = new CompletableFuture<>();
            CompletableFuture<Void> drained = new CompletableFuture<>();
            int[] sent = {0};
            echo.onLoop(() -> {
                while (!echo.socket.writeQueueFull() && sent[0] < 100_000) {
                    echo.socket.send("x".repeat(10_000));
                    sent[0]++;
                }
                full.complete(echo.socket.writeQueueFull());
                echo.socket.onceDrained(drained::complete);
            });
            assertThat(full.join()).isTrue();

            for (int i = 0; i < sent[0]; i++) {
                assertThat(socket.receive().payload()).hasSize(10_001);
            }

            assertThat(drained).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aConnectionThatIsClosedSaysItsLastWordsOverTheWebSocket(int loop) throws Exception {
        try (RawSocket socket = upgraded(loop)) {
            socket.text("4close");

            assertThat(socket.receive().text()).isEqualTo("4bye");
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            Waiting.until("the connection has gone", () -> server.endpoint().connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoHasPausedItsPollsWhenItIsClosedHearsTheLastWordsOverTheWebSocket(int loop) throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(loop)) {
            client.post(server.port(), "4close");

            socket.text("5");

            assertThat(socket.receive().text()).isEqualTo("4bye");
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            Waiting.until("the connection has gone", () -> server.endpoint().connections() == 0);
            assertThat(server.connection(0).timesGone()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoPollsOnWhenItIsClosedHearsThemByItsPolls(int loop) throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(loop)) {
            client.post(server.port(), "4close");

            assertThat(client.get(server.port(1 - loop)).text()).isEqualTo("4bye");
            assertThat(client.get(server.port()).text()).isEqualTo("1");

            assertThat(socket.receive().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void whoDoesNeitherWhenItIsClosedIsForgotten() throws Exception {
        client.open(server.port());
        try (RawSocket socket = probed(0)) {
            client.post(server.port(), "4close");

            assertThat(socket.receive(10_000).closeCode()).isEqualTo(1000);
            assertThat(server.endpoint().connections()).isZero();
        }
    }
}
