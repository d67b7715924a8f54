package dev.parley.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that read slowly, or not at all. */
@Timeout(60)
class BacklogTest {
    private static final int MESSAGE = 100_000;
    private static final int MANY = 60;

    private PeerServer server;
    private RawSocket client;
    private Peer peer;

    private void start(long maxWaitingBytes, long stallMillis) throws IOException {
        server = new PeerServer(new WebSocketLimits(1 << 20, maxWaitingBytes, stallMillis));
        client = server.narrowClient();
        peer = server.peer();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void assertReceives(int messages, int bytes) throws IOException {
        for (int i = 0; i < messages; i++) {
            assertThat(client.receive().text()).isEqualTo(Peer.numbered(i, bytes));
        }
    }

    private RawSocket.Received behindTheMessages() throws IOException {
        RawSocket.Received received = client.receive();
        while (received.opcode() == RawSocket.TEXT) {
            received = client.receive();
        }
        return received;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_024, 1_025, 32_550, 65_240, 70_000, MESSAGE})
    void whatWaitsArrivesWholeAndInOrder(int bytes) throws Exception {
        start(64 << 20, 60_000);
        int messages = 5_000_000 / bytes / (bytes == 10 ? 10 : 1);
        peer.flood(messages, bytes);
        assertReceives(messages, bytes);
        assertThat(peer.full()).isFalse();
    }

    @Test
    void itIsFullWhileMuchWaitsAndTellsOnceWhenThereIsRoom() throws Exception {
        start(64 << 20, 60_000);
        assertThat(peer.full()).isFalse();
        peer.flood(MANY, MESSAGE);
        assertThat(peer.full()).isTrue();
        List<Boolean> told = new CopyOnWriteArrayList<>();
        peer.tell(() -> peer.onceDrained(room -> told.add(peer.writeQueueFull())));
        assertThat(told).isEmpty();
        assertReceives(MANY, MESSAGE);
        Waiting.until("it is told", () -> !told.isEmpty());
        peer.flood(MANY, MESSAGE);
        assertReceives(MANY, MESSAGE);
        assertThat(told).containsExactly(false);
    }

    @Test
    void whoeverWaitsForRoomGoesOnByTurns() throws Exception {
        start(64 << 20, 60_000);
        List<String> turns = new CopyOnWriteArrayList<>();
        peer.tell(() -> {
            peer.onceDrained(room -> {
                turns.add("first");
                for (int i = 0; i < MANY; i++) {
                    peer.send(false, Peer.numbered(i, MESSAGE).getBytes());
                }
            });
            peer.onceDrained(room -> turns.add("second"));
        });
        Waiting.until("the first has had its turn", () -> turns.equals(List.of("first")));
        assertReceives(MANY, MESSAGE);
        Waiting.until("the second has had its turn", () -> turns.equals(List.of("first", "second")));
    }

    @Test
    void aClientThatDoesNotReadIsNotRead() throws Exception {
        start(64 << 20, 60_000);
        peer.flood(MANY, MESSAGE);
        client.text("a question");
        try (RawSocket other = server.client()) {
            for (int i = 0; i < 5; i++) {
                other.text("what was sent before has arrived too");
                other.receive();
            }
        }
        assertThat(peer.heard).isEmpty();
        assertReceives(MANY, MESSAGE);
        assertThat(client.receive().text()).isEqualTo("a question");
    }

    @Test
    void aPingIsBehindWhatWasSentBefore() throws Exception {
        start(64 << 20, 60_000);
        peer.flood(MANY, MESSAGE);
        peer.pingClient();
        assertReceives(MANY, MESSAGE);
        assertThat(client.receive().opcode()).isEqualTo(RawSocket.PING);
    }

    @Test
    void aCloseIsBehindWhatWasSentBefore() throws Exception {
        start(64 << 20, 60_000);
        peer.flood(MANY, MESSAGE);
        peer.tell(() -> peer.close(CloseCode.NORMAL));
        assertReceives(MANY, MESSAGE);
        assertThat(client.receive().closeCode()).isEqualTo(CloseCode.NORMAL);
    }

    @Test
    void aClientThatTakesNothingForTooLongIsClosedAndNeedNotReadWhatWaits() throws Exception {
        start(1 << 20, 300);
        peer.flood(MANY, MESSAGE);
        Waiting.until("it is given up", () -> peer.endings.get() == 1);
        RawSocket.Received received = behindTheMessages();
        assertThat(received.closeCode()).isEqualTo(CloseCode.TRY_LATER);
    }

    @Test
    void littleMayWaitForAnyTime() throws Exception {
        start(64 << 20, 200);
        peer.flood(MANY, MESSAGE);
        int looks = peer.looks.get();
        Waiting.until("three times as long has passed", () -> peer.looks.get() > looks + 600 / Peer.LOOK_MS);
        assertReceives(MANY, MESSAGE);
        assertThat(peer.endings).hasValue(0);
    }

    @Test
    void aPartOfALargeMessageIsProgress() throws Exception {
        start(100_000, 1_500);
        int large = 8_000_000;
        peer.flood(1, large);
        peer.flood(1, MESSAGE);
        // So slowly that the first message alone takes longer than a client may stall.
        byte[] part = new byte[100_000];
        for (int read = 0; read < large; ) {
            TimeUnit.MILLISECONDS.sleep(40);
            read += client.readNBytes(part);
        }
        assertThat(peer.endings).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void eightTimesTheLimitIsTooMuchAtOnce(int more) throws Exception {
        start(1 << 20, 60_000);
        // The first fills the write buffer and does not count.
        peer.flood(1, 8 << 20);
        peer.flood(8 + more, 1 << 20);
        assertThat(peer.endings).hasValue(more);
    }
}
