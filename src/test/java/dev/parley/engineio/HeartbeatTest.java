package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both directions: the rules with a clock of the test's own, then connections with short times. */
@Timeout(60)
class HeartbeatTest {
    private static final EngineIoOptions OPTIONS =
            EngineIoOptions.DEFAULT.withPingInterval(Duration.ofMillis(300)).withPingTimeout(Duration.ofMillis(200));

    @Test
    void theServerPingsInProtocol4() {
        Heartbeat heartbeat = Heartbeat.of(4, OPTIONS, 0);

        assertThat(heartbeat.pingDue(299)).isFalse();
        assertThat(heartbeat.pingDue(300)).isTrue();
        assertThat(heartbeat.pingDue(301)).isFalse();
        heartbeat.ponged(350);
        assertThat(heartbeat.pingDue(649)).isFalse();
        assertThat(heartbeat.pingDue(650)).isTrue();
    }

    @Test
    void aClientThatDoesNotAnswerAPingIsLostInProtocol4() {
        Heartbeat heartbeat = Heartbeat.of(4, OPTIONS, 0);
        assertThat(heartbeat.expired(499)).isFalse();
        assertThat(heartbeat.expired(500)).isTrue();

        heartbeat.pingDue(320);
        assertThat(heartbeat.expired(500)).isTrue();
        heartbeat.received(400);
        assertThat(heartbeat.expired(599)).isFalse();
        assertThat(heartbeat.expired(600)).isTrue();
    }

    @Test
    void aClientThatSaysNothingIsLostInProtocol3() {
        Heartbeat heartbeat = Heartbeat.of(3, OPTIONS, 0);

        assertThat(heartbeat.pingDue(10_000)).isFalse();
        assertThat(heartbeat.expired(499)).isFalse();
        assertThat(heartbeat.expired(500)).isTrue();
        heartbeat.received(100);
        assertThat(heartbeat.expired(599)).isFalse();
        assertThat(heartbeat.expired(600)).isTrue();
    }

    @Test
    void theOtherDirectionIsRefused() {
        assertThatThrownBy(Heartbeat.of(4, OPTIONS, 0)::pinged).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Heartbeat.of(3, OPTIONS, 0).ponged(0)).isInstanceOf(MalformedException.class);
    }

    @Test
    void pollsAreAnsweredWithPingsInProtocol4() {
        try (EngineServer server =
                EngineServer.with(EngineIoOptions.DEFAULT.withPingInterval(Duration.ofMillis(100)))) {
            PollingClient client = new PollingClient("/engine.io/", 4);
            client.open(server.port());

            for (int i = 0; i < 3; i++) {
                assertThat(client.get(server.port()).text()).isEqualTo("2");
                assertThat(client.post(server.port(), "3").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void webSocketsArePingedInProtocol4() throws Exception {
        try (EngineServer server = EngineServer.with(EngineIoOptions.DEFAULT.withPingInterval(Duration.ofMillis(100)));
                RawSocket socket = RawSocket.open(server.port(), "/engine.io/?EIO=4&transport=websocket")) {
            socket.receive();

            for (int i = 0; i < 3; i++) {
                assertThat(socket.receive().text()).isEqualTo("2");
                socket.text("3");
            }
        }
    }

    @Test
    void pingsAreAnsweredInProtocol3() throws Exception {
        try (EngineServer server = EngineServer.with(EngineIoOptions.DEFAULT);
                RawSocket socket = RawSocket.open(server.port(), "/engine.io/?EIO=3&transport=websocket")) {
            PollingClient client = new PollingClient("/engine.io/", 3);
            client.open(server.port());
            socket.receive();

            for (int i = 0; i < 3; i++) {
                client.post(server.port(), "1:2");
                socket.text("2");

                assertThat(client.get(server.port()).text()).isEqualTo("1:3");
                assertThat(socket.receive().text()).isEqualTo("3");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "4"})
    void aPollingClientThatHasGoneIsForgotten(int protocol) {
        try (EngineServer server = EngineServer.with(hasty())) {
            PollingClient client = new PollingClient("/engine.io/", protocol);
            client.open(server.port());

            Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
            assertThat(client.get(server.port()).text()).contains("Session ID unknown");
            assertThat(server.endpoint().connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aWebSocketThatSaysNothingIsClosed(int protocol) throws Exception {
        try (EngineServer server = EngineServer.with(hasty());
                RawSocket socket = RawSocket.open(server.port(), "/engine.io/?transport=websocket&EIO=" + protocol)) {
            RawSocket.Received last = socket.receive();
            while (last.opcode() == RawSocket.TEXT) {
                last = socket.receive();
            }

            assertThat(last.closeCode()).isEqualTo(1002);
            Waiting.until("the connection has gone", () -> server.connection(0).timesGone() == 1);
        }
    }

    private static EngineIoOptions hasty() {
        return EngineIoOptions.DEFAULT.withPingInterval(Duration.ofMillis(100)).withPingTimeout(Duration.ofMillis(50));
    }
}
