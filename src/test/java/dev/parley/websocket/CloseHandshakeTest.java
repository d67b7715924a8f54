package dev.parley.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How WebSockets end. */
@Timeout(60)
class CloseHandshakeTest extends WithPeer {
    @AutoClose
    private static final PeerServer server = server();

    CloseHandshakeTest() throws IOException {
        super(server);
    }

    /** Whatever a test has done: the end is told once, and the connection is gone. */
    @AfterEach
    void itHasEndedOnce() throws IOException {
        client.close();
        Waiting.until("the connection is gone", () -> peer.gone.get() == 1);
        assertThat(peer.endings).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_001, 3_000, 4_999})
    void aClientIsAnsweredWithItsOwnCodeAndCut(int code) throws Exception {
        client.close(code);
        assertThat(client.receive().closeCode()).isEqualTo(code);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
    }

    @Test
    void aClientThatGivesNoCodeGetsNone() throws Exception {
        client.close((Integer) null);
        RawSocket.Received received = client.receive();
        assertThat(received.opcode()).isEqualTo(RawSocket.CLOSE);
        assertThat(received.payload()).isEmpty();
    }

    /** Each is one frame, in hexadecimal digits. */
    @ParameterizedTest
    @CsvSource({
        "a close of one byte,                 88810000000003",
        "a code that may not be sent (1005),  88820000000003ed",
        "a code below 1000,                   88820000000003e7",
        "a reserved opcode,                   838000000000",
        "a reserved control opcode,           8b8000000000",
        "a reserved bit,                      c18000000000",
        "no mask,                             810161",
        "a ping in fragments,                 098000000000",
        "a ping of 126 bytes,                 89fe007e00000000",
    })
    void aBrokenFrameIsAProtocolError(String name, String frame) throws Exception {
        client.write(HexFormat.of().parseHex(frame));
        assertThat(client.receive().closeCode()).as(name).isEqualTo(CloseCode.PROTOCOL_ERROR);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
    }

    @Test
    void whatFollowsABrokenFrameIsReadOverSoThatTheCodeArrives() throws Exception {
        client.write(HexFormat.of().parseHex("838000000000"));
        for (int i = 0; i < 200; i++) {
            client.text("x".repeat(1_000));
        }
        assertThat(client.receive().closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void theServersCodeIsAnsweredAndThenItCuts() throws Exception {
        peer.tell(() -> peer.close(CloseCode.RESTART));
        assertThat(client.receive().closeCode()).isEqualTo(CloseCode.RESTART);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
    }

    @Test
    void afterItsCloseTheServerSaysAndHearsNothing() throws Exception {
        peer.tell(() -> {
            peer.send(false, "before".getBytes(StandardCharsets.UTF_8));
            peer.close(CloseCode.NORMAL);
            peer.close(CloseCode.MALFORMED);
            peer.send(false, "behind".getBytes(StandardCharsets.UTF_8));
            peer.ping();
        });
        client.text("too late");
        assertThat(client.receive().text()).isEqualTo("before");
        assertThat(client.receive().closeCode()).isEqualTo(CloseCode.NORMAL);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void aHeldClientIsReadAgainWhenItIsClosedAndIsHeardToAnswer() throws Exception {
        peer.holdBy(Peer.BY_TEST);
        client.text("never heard");
        client.text("never heard");
        peer.tell(() -> peer.close(CloseCode.NORMAL));
        assertThat(client.receive().closeCode()).isEqualTo(CloseCode.NORMAL);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void aClientThatDoesNotAnswerIsCutWhenItsTimeIsUp() {
        long began = System.nanoTime();
        peer.tell(() -> peer.close(CloseCode.NORMAL));
        Waiting.until("it is cut", () -> peer.gone.get() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void aClientThatGoesWithoutAWordHasGone() throws Exception {
        client.shutdownOutput();
        Waiting.until("it has gone", () -> peer.gone.get() == 1);
    }

    @Test
    void aConnectionCanBeCut() throws Exception {
        peer.tell(peer::cut);
        assertThat(client.receive()).isSameAs(RawSocket.Received.END);
    }
}
