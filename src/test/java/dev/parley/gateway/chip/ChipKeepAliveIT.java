package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.LongRunning;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pings every 30 s, and what becomes of a client that answers none; it takes the minute it is about. */
@LongRunning(seconds = 63)
class ChipKeepAliveIT {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final byte MASK = 0x5a;

    @Test
    void aClientThatAnswersNoPingIsDroppedWithoutAWordThoughItSendsCommands() throws IOException {
        try (ChipServer chip = new ChipServer();
                Socket socket = connected(chip)) {
            long began = System.nanoTime();
            List<Integer> frames = new ArrayList<>();
            List<Duration> pings = new ArrayList<>();
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(5_000);
            int first;
            while ((first = read(socket, in)) >= 0) {
                frames.add(first);
                in.skipNBytes(in.read());
                if (first == PING) {
                    pings.add(Duration.ofNanos(System.nanoTime() - began));
                }
            }
            Duration lasted = Duration.ofNanos(System.nanoTime() - began);

            assertThat(frames).containsOnly(TEXT, PING);
            assertThat(pings.get(0)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(50));
            assertThat(lasted).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
        }
    }

    /** The first byte of the next frame, -1 at the end; while there is none, the client goes on asking. */
    private static int read(Socket socket, InputStream in) throws IOException {
        while (true) {
            try {
                return in.read();
            } catch (java.net.SocketTimeoutException quiet) {
                send(socket, "{\"type\":\"get_history\",\"before\":\"2030-01-01T00:00:00Z\"}");
            } catch (java.net.SocketException reset) {
                return -1;
            }
        }
    }

    private static Socket connected(ChipServer chip) throws IOException {
        String bot = chip.echo(new JsonObject());
        Socket socket = new Socket("127.0.0.1", chip.server.port());
        String request =
                "GET /wc/connect/" + bot + "/ HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
                        + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
        send(socket, "{\"type\":\"start_chat\"}");
        return socket;
    }

    /** A short text frame with a mask that changes every byte. */
    private static void send(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + bytes.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (0x80 | bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            frame[2 + i % 4] = MASK;
            frame[6 + i] = (byte) (bytes[i] ^ MASK);
        }
        socket.getOutputStream().write(frame);
    }
}
