package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.LoopProbe;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that send what nobody should, to a whole server: each gets its answer or its close code, and a conversation
 * beside it notices nothing. No stack trace is logged and no event loop is held up.
 */
class HostileClientTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long WAIT_MS = 10_000;
    private static final int LIMIT = 1 << 20;

    private static TestServer server;
    private static String topic;

    private CapturedLog log;
    private LoopProbe probe;
    private AidaClient beside;
    private String session;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        topic = "bot:"
                + server.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"websocket\","
                        + "\"access_token\":\"t\"}]}");
        // What the first of everything costs is no client's doing.
        for (int i = 0; i < 20; i++) {
            AidaClient warm = join();
            converse(warm, open(warm), "warm " + i);
            warm.push(topic, "utb_msg", JSON.objectNode().put("text", "x".repeat(300_000)));
            warm.push(topic, "heartbeat", JSON.objectNode());
            warm.close();
        }
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void watch() {
        log = new CapturedLog(server.vertx());
        beside = join();
        session = open(beside);
        probe = new LoopProbe(server.vertx());
    }

    @AfterEach
    void nothingElseHappened() {
        converse(beside, session, "still here");
        beside.close();
        assertThat(log.stackTraces()).isEmpty();
        assertThat(probe.longestMillis())
                .as("CPU milliseconds of an event loop's longest task")
                .isLessThan(100);
        probe.close();
        log.close();
    }

    @Test
    void aFrameOfTheLimitIsTakenAndOneByteMoreIsClosedWith1009() throws IOException {
        raw(client -> {
            String frame = "[null,\"1\",\"phoenix\",\"heartbeat\",{\"pad\":\"";
            client.text(frame + "x".repeat(LIMIT - frame.length() - 3) + "\"}]");
            assertThat(client.readText()).contains("\"phx_reply\"");
            client.text(frame + "x".repeat(LIMIT - frame.length() - 2) + "\"}]");
            assertThat(client.readClose()).isEqualTo(1009);
        });
    }

    @Test
    void jsonAThousandLevelsDeepHarmsNobody() throws IOException {
        raw(client -> {
            client.text("[null,\"1\",\"phoenix\",\"heartbeat\"," + "[".repeat(995) + "]".repeat(995) + "]");
            assertThat(client.readText()).contains("\"phx_reply\"");
            client.text("[null,\"2\",\"phoenix\",\"heartbeat\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
            assertThat(client.readClose()).isEqualTo(1011);
        });
    }

    @Test
    void dataAHundredLevelsDeepIsStoredAndOneMoreIsTooLong() {
        AidaClient client = join();
        String mine = open(client);

        assertThat(putDeepData(client, mine, 100).get("status").asText()).isEqualTo("ok");
        assertThat(putDeepData(client, mine, 101).get("response").get("reason").asText())
                .isEqualTo("too_long");
        assertThat(putDeepData(client, mine, 990).get("response").get("reason").asText())
                .isEqualTo("too_long");
        converse(client, mine, "after deep data");
        client.close();
    }

    private static JsonNode putDeepData(AidaClient client, String session, int levels) {
        JsonNode deep = JSON.objectNode();
        for (int i = 1; i < levels; i++) {
            deep = JSON.objectNode().set("d", deep);
        }
        ObjectNode payload = JSON.objectNode().put("session", session);
        payload.set("data", deep);
        return client.reply(client.push(topic, "put_data", payload));
    }

    @Test
    void aHundredThousandKeysAreRefusedAsTooLong() {
        AidaClient client = join();
        String mine = open(client);
        ObjectNode data = JSON.objectNode();
        for (int i = 0; i < 80_000; i++) {
            data.put("k" + i, 1);
        }
        ObjectNode payload = JSON.objectNode().put("session", mine);
        payload.set("data", data);

        JsonNode reply = client.reply(client.push(topic, "put_data", payload));

        assertThat(reply.get("response").get("reason").asText()).isEqualTo("too_long");
        converse(client, mine, "after many keys");
        client.close();
    }

    @Test
    void aLoneSurrogateClosesItsOwnConnectionWith1011() throws IOException {
        raw(client -> {
            client.text("[null,\"1\",\"phoenix\",\"heartbeat\",{\"x\":\"\\ud800\"}]");
            assertThat(client.readClose()).isEqualTo(1011);
        });
    }

    @Test
    void nulIsTakenOutOfWhatIsStored() {
        AidaClient client = join();
        String mine = open(client);

        String ref = client.push(
                topic, "utb_msg", JSON.objectNode().put("session", mine).put("text", "a\0b"));

        assertThat(client.reply(ref).get("status").asText()).isEqualTo("ok");
        assertThat(client.take(frame -> frame.event().equals("btu_msg"), WAIT_MS)
                        .payload()
                        .get("text")
                        .asText())
                .isEqualTo("ab");
        client.close();
    }

    @Test
    void aTextOfNothingButNulIsBlank() {
        AidaClient client = join();
        String mine = open(client);

        String ref = client.push(
                topic, "utb_msg", JSON.objectNode().put("session", mine).put("text", "\0 \0\u00a0"));

        assertThat(client.reply(ref).get("response").get("reason").asText()).isEqualTo("invalid_payload");
        client.close();
    }

    @Test
    void aHalfClosedSocketIsLetGo() throws IOException {
        raw(client -> {
            client.socket.shutdownOutput();
            int end;
            do {
                end = client.in.read();
            } while (end >= 0);
        });
    }

    @Test
    void aHandshakeThatDribblesHoldsUpNobody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            for (byte b :
                    "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
            }
            converse(beside, session, "while it dribbles");
        }
    }

    @Test
    void addressesThatCannotBeDecodedAreRefused() throws IOException {
        for (String path : new String[] {"/api/bots/%zz", "/content/image/%", "/chat/%g1?x=%"}) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 400");
            }
        }
    }

    private static AidaClient join() {
        AidaClient client = new AidaClient(server.http(), server.url(), "2.0.0");
        JsonNode reply =
                client.reply(client.push(topic, "phx_join", JSON.objectNode().put("access_token", "t")));
        assertThat(reply.get("status").asText()).isEqualTo("ok");
        return client;
    }

    private static String open(AidaClient client) {
        return client.reply(client.push(topic, "new_session", JSON.objectNode()))
                .get("response")
                .get("session")
                .asText();
    }

    private static void converse(AidaClient client, String session, String text) {
        client.push(topic, "utb_msg", JSON.objectNode().put("session", session).put("text", text));
        AidaClient.Frame answer = client.take(frame -> frame.event().equals("btu_msg"), WAIT_MS);
        assertThat(answer).as("an answer to " + text).isNotNull();
        assertThat(answer.payload().get("text").asText()).isEqualTo(text);
    }

    private static void raw(ThrowingConsumer use) throws IOException {
        try (RawWebSocket client = new RawWebSocket(server.port())) {
            use.accept(client);
        }
    }

    private interface ThrowingConsumer {
        void accept(RawWebSocket client) throws IOException;
    }

    /** A WebSocket without a library between, so that close codes and odd frames are seen as they are. */
    private static final class RawWebSocket implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        RawWebSocket(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout((int) WAIT_MS);
            in = socket.getInputStream();
            socket.getOutputStream()
                    .write(("GET /socket/websocket?vsn=2.0.0&odd=%zz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            assertThat(head.toString()).startsWith("HTTP/1.1 101");
        }

        void text(String text) throws IOException {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            OutputStream out = new java.io.BufferedOutputStream(socket.getOutputStream());
            out.write(0x81);
            if (payload.length < 126) {
                out.write(0x80 | payload.length);
            } else if (payload.length < 65_536) {
                out.write(0x80 | 126);
                out.write(payload.length >> 8);
                out.write(payload.length);
            } else {
                out.write(0x80 | 127);
                out.write(
                        java.nio.ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            // A mask of zeros leaves the payload as it is.
            out.write(new byte[4]);
            out.write(payload);
            try {
                out.flush();
            } catch (IOException refusedWhileSending) {
                // The answer is read all the same.
            }
        }

        String readText() throws IOException {
            int opcode = in.read() & 0x0f;
            assertThat(opcode).isEqualTo(1);
            return new String(readPayload(), StandardCharsets.UTF_8);
        }

        int readClose() throws IOException {
            int opcode = in.read() & 0x0f;
            assertThat(opcode).isEqualTo(8);
            byte[] payload = readPayload();
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        private byte[] readPayload() throws IOException {
            int length = in.read();
            if (length == 126) {
                length = (in.read() << 8) | in.read();
            } else if (length == 127) {
                length = (int) java.nio.ByteBuffer.wrap(in.readNBytes(8)).getLong();
            }
            return in.readNBytes(length);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
