package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What either end learns of what happens to a connection. */
class FrailNetworkTest {
    private static final int SILENT_MILLIS = 200;
    private static final int END = -1;

    private ServerSocket listening;
    private FrailNetwork network;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        network = new FrailNetwork(listening.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), network.port());
        server = listening.accept();
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        server.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        listening.close();
        network.close();
    }

    @Test
    void ofACutBothLearn() throws IOException {
        strike(FrailNetwork.Fault.CUT, 0);

        assertEnded(client);
        assertEnded(server);
    }

    @Test
    void aCutInTheMiddleLetsTheClientHearTheBeginning() throws IOException {
        strike(FrailNetwork.Fault.CUT_SHORT, 3);

        server.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});

        assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        assertEnded(client);
        assertEnded(server);
    }

    @Test
    void aConnectionCanEndForOneSideAlone() throws IOException {
        strike(FrailNetwork.Fault.CLIENT_CUT, 0);

        assertEnded(client);
        server.getOutputStream().write(1);
        assertSilent(server);
    }

    @Test
    void orForTheOther() throws IOException {
        strike(FrailNetwork.Fault.SERVER_CUT, 0);

        assertEnded(server);
        client.getOutputStream().write(1);
        assertSilent(client);
    }

    @Test
    void ofSilenceNobodyLearns() throws IOException {
        strike(FrailNetwork.Fault.SILENCE, 0);
        client.getOutputStream().write(1);
        server.getOutputStream().write(1);

        assertSilent(client);
        assertSilent(server);
        client.close();
        assertSilent(server);
    }

    @Test
    void whoIsDeafIsHeardAndItsEndIsToo() throws IOException {
        strike(FrailNetwork.Fault.DEAFNESS, 0);
        client.getOutputStream().write(3);
        server.getOutputStream().write(1);

        assertThat(server.getInputStream().read()).isEqualTo(3);
        assertSilent(client);
        client.close();
        assertEnded(server);
    }

    private void strike(FrailNetwork.Fault fault, int left) {
        Waiting.on(network.strike(fault, 0, left));
    }

    private static void assertEnded(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(END);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
