package dev.parley.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends, down to the frame. */
@Timeout(60)
class FrameReaderTest extends WithPeer {
    @AutoClose
    private static final PeerServer server = server();

    FrameReaderTest() throws IOException {
        super(server);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private void part(int opcode, String text, boolean last) throws IOException {
        client.frame(opcode, text.getBytes(StandardCharsets.UTF_8), last, 0, true);
    }

    private void assertHears(String text) throws IOException {
        assertThat(client.receive().text()).isEqualTo(text);
    }

    private void assertClosed(int code) throws IOException {
        RawSocket.Received received = client.receive();
        assertThat(received.opcode()).as("%s", received).isEqualTo(RawSocket.CLOSE);
        assertThat(received.closeCode()).isEqualTo(code);
    }

    // Limits.

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT - 1, LIMIT})
    void aMessageUpToTheLimitIsTaken(int bytes) throws Exception {
        client.text("x".repeat(bytes));
        assertHears("x".repeat(bytes));
    }

    @Test
    void oneByteMoreThanTheLimitIsTooBig() throws Exception {
        client.text("x".repeat(LIMIT + 1));
        assertClosed(CloseCode.TOO_BIG);
        assertThat(peer.heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"600,399", "600,400", "0,1000", "1000,0"})
    void fragmentsUpToTheLimitAreOneMessage(int first, int second) throws Exception {
        part(RawSocket.TEXT, "a".repeat(first), false);
        part(RawSocket.CONTINUATION, "b".repeat(second), true);
        assertHears("a".repeat(first) + "b".repeat(second));
    }

    @ParameterizedTest
    @CsvSource({"600,401,true", "600,401,false", "1000,1,true"})
    void fragmentsBeyondTheLimitAreTooBig(int first, int second, boolean last) throws Exception {
        part(RawSocket.TEXT, "a".repeat(first), false);
        part(RawSocket.CONTINUATION, "b".repeat(second), last);
        assertClosed(CloseCode.TOO_BIG);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void theLimitCountsEachMessageAnew() throws Exception {
        for (int i = 0; i < 3; i++) {
            part(RawSocket.TEXT, "a".repeat(LIMIT / 2), false);
            part(RawSocket.CONTINUATION, "b".repeat(LIMIT / 2), true);
            assertHears("a".repeat(LIMIT / 2) + "b".repeat(LIMIT / 2));
        }
    }

    // Fragments and control frames.

    @Test
    void manyFragmentsAreOneMessageInTheirOrder() throws Exception {
        part(RawSocket.TEXT, "", false);
        for (int i = 0; i < 9; i++) {
            part(RawSocket.CONTINUATION, String.valueOf(i), false);
        }
        part(RawSocket.CONTINUATION, "", true);
        assertHears("012345678");
    }

    @Test
    void fragmentsKeepTheKindOfTheFirst() throws Exception {
        part(RawSocket.BINARY, "by", false);
        part(RawSocket.CONTINUATION, "tes", true);
        RawSocket.Received received = client.receive();
        assertThat(received.opcode()).isEqualTo(RawSocket.BINARY);
        assertThat(received.text()).isEqualTo("bytes");
    }

    @Test
    void controlFramesBetweenFragmentsAreTakenAtOnce() throws Exception {
        part(RawSocket.TEXT, "to", false);
        part(RawSocket.PING, "p", true);
        part(RawSocket.PONG, "", true);
        part(RawSocket.CONTINUATION, "gether", true);
        assertThat(client.receive().opcode()).isEqualTo(RawSocket.PONG);
        assertHears("together");
        assertThat(peer.pongs).hasValue(1);
    }

    @Test
    void aCloseBetweenFragmentsEndsThem() throws Exception {
        part(RawSocket.TEXT, "to", false);
        client.close(4_001);
        assertClosed(4_001);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void aContinuationOfNothingAndAMessageWithinOneAreErrors() throws Exception {
        part(RawSocket.CONTINUATION, "x", true);
        assertClosed(CloseCode.PROTOCOL_ERROR);
        try (RawSocket other = server.client()) {
            other.frame(RawSocket.TEXT, new byte[0], false, 0, true);
            other.frame(RawSocket.TEXT, new byte[0], true, 0, true);
            assertThat(other.receive().closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void aPingIsAnsweredWithItsBytes() throws Exception {
        part(RawSocket.PING, "twelve bytes", true);
        RawSocket.Received received = client.receive();
        assertThat(received.opcode()).isEqualTo(RawSocket.PONG);
        assertThat(received.text()).isEqualTo("twelve bytes");
    }

    @Test
    void aPongIsHeardOfWhetherItWasAskedForOrNot() throws Exception {
        part(RawSocket.PONG, "", true);
        peer.pingClient();
        assertThat(client.receive().opcode()).isEqualTo(RawSocket.PING);
        part(RawSocket.PONG, "", true);
        Waiting.until("both pongs have come", () -> peer.pongs.get() == 2);
    }

    // Holding.

    @Test
    void whatArrivedTogetherWaitsWhileItIsHeldAndLosesItsOrderNot() throws Exception {
        client.texts("one", "hold", "two", "three", "hold again", "four");
        assertHears("one");
        assertHears("hold");
        assertThat(client.receive(200)).isSameAs(RawSocket.Received.NOTHING);
        assertThat(peer.heard).containsExactly("one", "hold");
        peer.releaseBy(Peer.BY_TEST);
        assertHears("two");
        assertHears("three");
        assertHears("hold again");
        assertThat(client.receive(200)).isSameAs(RawSocket.Received.NOTHING);
        peer.releaseBy(Peer.BY_TEST);
        assertHears("four");
    }

    @Test
    void everyReasonHasToBeReleased() throws Exception {
        peer.holdBy(Peer.BY_TEST);
        peer.holdBy(Peer.BY_ANOTHER);
        client.text("late");
        peer.releaseBy(Peer.BY_TEST);
        assertThat(client.receive(200)).isSameAs(RawSocket.Received.NOTHING);
        peer.releaseBy(Peer.BY_ANOTHER);
        assertHears("late");
    }

    @Test
    void aHeldClientIsNotReadFromUntilItCannotWrite() throws Exception {
        peer.holdBy(Peer.BY_TEST);
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 50_000; i++) {
                    client.text(Peer.numbered(i, LIMIT));
                }
            } catch (IOException closedAtTheEnd) {
                // The test is over.
            }
        });
        writer.start();
        writer.join(500);
        assertThat(writer.isAlive()).as("it still writes").isTrue();
        assertThat(peer.heard).isEmpty();
        peer.releaseBy(Peer.BY_TEST);
        for (int i = 0; i < 50_000; i++) {
            assertThat(client.receive().text()).startsWith(i + ":");
        }
        writer.join();
    }

    @Test
    void silenceIsCountedWhileItCouldBeBroken() throws Exception {
        client.text("a word");
        assertHears("a word");
        Waiting.until("it has been silent for a while", () -> peer.silence() >= 50);
        peer.holdBy(Peer.BY_TEST);
        assertThat(peer.silence()).isZero();
        peer.releaseBy(Peer.BY_TEST);
        assertThat(peer.silence()).isLessThan(50);
    }
}
