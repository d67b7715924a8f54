package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PhoenixEndpointTest {
    private static final String HEARTBEAT = "[null,\"h\",\"phoenix\",\"heartbeat\",{}]";
    private static final String HEARTBEAT_REPLY =
            "[null,\"h\",\"phoenix\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]";

    private final TestChannel.Seen seen = new TestChannel.Seen();
    private PhoenixServer server;

    private void start(SocketOptions options) {
        start(options, 1);
    }

    private void start(SocketOptions options, int loops) {
        server = new PhoenixServer(
                loops,
                builder ->
                        builder.channel("room:*", () -> new TestChannel(seen)).options(options));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSocket open() throws IOException {
        return RawSocket.open(server.port(), "/socket/websocket?vsn=2.0.0");
    }

    private RawSocket joined(String topic) throws IOException {
        RawSocket socket = open();
        join(socket, topic);
        return socket;
    }

    private static void join(RawSocket socket, String topic) throws IOException {
        socket.text("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
        assertThat(socket.receive().text()).contains("\"status\":\"ok\"");
    }

    private static void assertAlive(RawSocket socket) throws IOException {
        socket.text(HEARTBEAT);
        assertThat(socket.receive().text()).isEqualTo(HEARTBEAT_REPLY);
    }

    private static void assertClosed(RawSocket socket, int code) throws IOException {
        RawSocket.Received received = socket.receive();
        assertThat(received.opcode()).as("%s", received).isEqualTo(RawSocket.CLOSE);
        assertThat(received.closeCode()).isEqualTo(code);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void whatAJoinCarriesSaysWhoseItIsWhereSeveralShareATopic() throws Exception {
        TestChannel.Seen others = new TestChannel.Seen();
        server = new PhoenixServer(
                1,
                builder -> builder.channel("room:*", PhoenixEndpointTest::isStaff, () -> new TestChannel(seen))
                        .channel("room:*", () -> new TestChannel(others))
                        .channel("staff", PhoenixEndpointTest::isStaff, () -> new TestChannel(seen)));
        try (RawSocket socket = open()) {
            socket.text("[\"1\",\"1\",\"room:1\",\"phx_join\",{\"staff\":true}]");
            assertThat(socket.receive().text()).contains("\"status\":\"ok\"");
            assertThat(seen.sockets).hasSize(1);
            join(socket, "room:2");
            assertThat(others.sockets).hasSize(1);
            socket.text("[\"1\",\"1\",\"staff\",\"phx_join\",{}]");
            assertThat(socket.receive().text()).contains("unmatched topic");
        }
    }

    private static boolean isStaff(Payload join) {
        return join instanceof Payload.Json json
                && json.value() instanceof JsonObject object
                && object.containsKey("staff");
    }

    // Sizes and shapes.

    @Test
    void aFrameOfExactlyTheLimitPassesAndOneByteMoreIsTooBig() throws Exception {
        start(SocketOptions.DEFAULT.withMaxFrameBytes(1_000));
        try (RawSocket socket = open()) {
            String head = "[null,\"h\",\"phoenix\",\"heartbeat\",\"";
            socket.text(head + "x".repeat(1_000 - head.length() - 2) + "\"]");
            assertThat(socket.receive().text()).isEqualTo(HEARTBEAT_REPLY);
            socket.text(head + "x".repeat(1_001 - head.length() - 2) + "\"]");
            assertClosed(socket, 1009);
        }
    }

    @Test
    void aFrameBeyondTheLimitIsRefusedByItsHeader() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = open()) {
            // A length of 2^40 and not one byte of it.
            socket.write(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4});
            assertClosed(socket, 1009);
        }
    }

    @Test
    void fragmentsAreBoundedTogether() throws Exception {
        start(SocketOptions.DEFAULT.withMaxFrameBytes(1_000));
        try (RawSocket socket = open()) {
            socket.frame(RawSocket.TEXT, new byte[600], false, 0, true);
            socket.frame(RawSocket.CONTINUATION, new byte[401], false, 0, true);
            assertClosed(socket, 1009);
        }
    }

    @Test
    void aFrameWithAPingBetweenItsFragmentsIsOne() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = open()) {
            socket.frame(RawSocket.TEXT, HEARTBEAT.substring(0, 9).getBytes(StandardCharsets.UTF_8), false, 0, true);
            socket.frame(RawSocket.PING, new byte[] {7}, true, 0, true);
            socket.frame(RawSocket.CONTINUATION, new byte[0], false, 0, true);
            socket.frame(
                    RawSocket.CONTINUATION, HEARTBEAT.substring(9).getBytes(StandardCharsets.UTF_8), true, 0, true);
            assertThat(socket.receive().opcode()).isEqualTo(RawSocket.PONG);
            assertThat(socket.receive().text()).isEqualTo(HEARTBEAT_REPLY);
        }
    }

    @Test
    void aMillionKeysAreTooBigAndAHundredThousandAreFine() throws Exception {
        start(SocketOptions.DEFAULT);
        String keys =
                IntStream.range(0, 60_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
        try (RawSocket socket = joined("room:1")) {
            socket.text("[\"1\",\"2\",\"room:1\",\"keys\",{" + keys + "}]");
            assertThat(socket.receive().text()).contains("\"59999\":1").endsWith("\"status\":\"ok\"}]");
            String million = IntStream.range(0, 1_000_000)
                    .mapToObj(i -> "\"" + i + "\":1")
                    .collect(Collectors.joining(","));
            try {
                socket.text("[\"1\",\"3\",\"room:1\",\"keys\",{" + million + "}]");
            } catch (IOException refusedBeforeAllWasSent) {
                // The close frame still comes.
            }
            assertClosed(socket, 1009);
        }
    }

    @Test
    void deepNestingClosesThatConnectionOnly() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1");
                RawSocket other = joined("room:1")) {
            socket.text("[\"1\",\"2\",\"room:1\",\"x\"," + "[".repeat(1_000) + "]".repeat(1_000) + "]");
            assertClosed(socket, 1011);
            assertAlive(other);
        }
    }

    @Test
    void largeFramesKeepTheirOrder() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            socket.text("[\"1\",\"2\",\"room:1\",\"x\",\"" + "x".repeat(600_000) + "\"]");
            socket.text("[\"1\",\"3\",\"room:1\",\"x\",\"small\"]");
            socket.text("[\"1\",\"4\",\"room:1\",\"x\",\"" + "x".repeat(300_000) + "\"]");
            socket.text(HEARTBEAT);
            assertThat(socket.receive().text()).startsWith("[\"1\",\"2\"");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"3\"");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"4\"");
            assertThat(socket.receive().text()).isEqualTo(HEARTBEAT_REPLY);
        }
    }

    @Test
    void aLargeMalformedFrameIsMalformed() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            socket.text("x".repeat(500_000));
            assertClosed(socket, 1011);
            await(() -> seen.ends.contains(StopReason.DISCONNECTED));
        }
    }

    // Slow and broken clients.

    @Test
    void aHandshakeByteByByteSucceedsAndHoldsUpNobody() throws Exception {
        start(SocketOptions.DEFAULT);
        byte[] request = ("GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (RawSocket slow = new RawSocket(server.port());
                RawSocket other = open()) {
            for (byte part : request) {
                slow.write(new byte[] {part});
                assertAlive(other);
            }
            assertThat(slow.response().status()).isEqualTo(101);
            assertAlive(slow);
        }
    }

    @Test
    void aHalfClosedSocketEndsItsChannels() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            socket.shutdownOutput();
            await(() -> seen.ends.contains(StopReason.DISCONNECTED));
        }
    }

    @Test
    void aReaderThatStallsIsClosedAndLosesItsChannels() throws Exception {
        start(SocketOptions.DEFAULT.withStallTimeout(Duration.ofMillis(500)));
        try (RawSocket slow = new RawSocket(server.port(), 4_096)) {
            slow.request("GET", "/socket/websocket?vsn=2.0.0", Map.of());
            join(slow, "room:1");
            ChannelSocket channel = seen.sockets.get(0);
            Payload payload = Payload.of(new JsonObject().put("x", "x".repeat(100_000)));
            channel.context().runOnContext(v -> {
                for (int i = 0; i < 70; i++) {
                    channel.push("flood", payload);
                }
            });
            await(() -> seen.ends.contains(StopReason.DISCONNECTED));
            RawSocket.Received received = slow.receive();
            while (received.opcode() == RawSocket.TEXT) {
                received = slow.receive();
            }
            assertThat(received.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void farTooManyPushesAreNotWaitedFor() throws Exception {
        start(SocketOptions.DEFAULT.withMaxWaitingBytes(100_000));
        try (RawSocket slow = joined("room:1")) {
            ChannelSocket channel = seen.sockets.get(0);
            Payload payload = Payload.of(new JsonObject().put("x", "x".repeat(100_000)));
            channel.context().runOnContext(v -> {
                for (int i = 0; i < 1_000; i++) {
                    channel.push("flood", payload);
                }
            });
            await(() -> seen.ends.contains(StopReason.DISCONNECTED));
        }
    }

    @Test
    void aSlowReaderThatGoesOnReadingIsKept() throws Exception {
        start(SocketOptions.DEFAULT.withStallTimeout(Duration.ofSeconds(2)));
        try (RawSocket slow = new RawSocket(server.port(), 4_096)) {
            slow.request("GET", "/socket/websocket?vsn=2.0.0", Map.of());
            join(slow, "room:1");
            ChannelSocket channel = seen.sockets.get(0);
            Payload payload = Payload.of(new JsonObject().put("x", "x".repeat(200_000)));
            channel.context().runOnContext(v -> {
                for (int i = 0; i < 40; i++) {
                    channel.push("flood", payload);
                }
            });
            for (int i = 0; i < 40; i++) {
                TimeUnit.MILLISECONDS.sleep(75);
                assertThat(slow.receive().text()).startsWith("[\"1\",null,\"room:1\",\"flood\"");
            }
            assertAlive(slow);
        }
    }

    @Test
    void aClientThatAsksWithoutReadingIsNoLongerRead() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket greedy = joined("room:1");
                RawSocket other = joined("room:2")) {
            int asked = 5_000;
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < asked; i++) {
                        greedy.text("[\"1\",\"" + i + "\",\"room:1\",\"big\",{\"pad\":\"" + "p".repeat(1_000) + "\"}]");
                    }
                } catch (IOException closedAtTheEnd) {
                    // The test is over.
                }
            });
            writer.start();
            long[] stillFor = {0, -1};
            await(() -> {
                stillFor[0] = seen.handled == stillFor[1] ? stillFor[0] + 1 : 0;
                stillFor[1] = seen.handled;
                return stillFor[0] > 60;
            });
            assertThat(seen.handled).isGreaterThan(0).isLessThan(asked);
            assertAlive(other);
            for (int i = 0; i < asked; i++) {
                assertThat(greedy.receive().text()).startsWith("[\"1\",\"" + i + "\"");
            }
            writer.join();
        }
    }

    @Test
    void aFullMailboxStopsReadingAndLosesNothing() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            socket.text("[\"1\",\"w\",\"room:1\",\"wait\",{}]");
            await(() -> seen.waiting.containsKey("room:1"));
            int count = 30;
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        socket.text("[\"1\",\"" + i + "\",\"room:1\",\"x\",\"" + "x".repeat(100_000) + "\"]");
                    }
                    socket.text(HEARTBEAT);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            assertThat(socket.receive(500)).isSameAs(RawSocket.Received.NOTHING);
            seen.waiting.get("room:1").complete(Result.ok(Payload.EMPTY));
            assertThat(socket.receive().text()).startsWith("[\"1\",\"w\"");
            for (int i = 0; i < count; i++) {
                assertThat(socket.receive().text()).startsWith("[\"1\",\"" + i + "\"");
            }
            assertThat(socket.receive().text()).isEqualTo(HEARTBEAT_REPLY);
            writer.join();
        }
    }

    // Order.

    @Test
    void aSlowChannelHoldsUpItsOwnTopicOnly() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            join(socket, "room:2");
            socket.text("[\"1\",\"2\",\"room:1\",\"wait\",{}]");
            socket.text("[\"1\",\"3\",\"room:1\",\"x\",3]");
            socket.text("[\"1\",\"4\",\"room:1\",\"x\",4]");
            socket.text("[\"1\",\"5\",\"room:2\",\"x\",5]");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"5\",\"room:2\"");
            assertAlive(socket);
            seen.waiting.get("room:1").complete(Result.ok(Payload.EMPTY));
            assertThat(socket.receive().text()).startsWith("[\"1\",\"2\"");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"3\"");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"4\"");
        }
    }

    @Test
    void aMessageFromAnotherThreadIsHandledOnTheEventLoop() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            for (int i = 0; i < 100; i++) {
                seen.sockets.get(0).send(i);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(socket.receive().text()).isEqualTo("[\"1\",null,\"room:1\",\"info\",{\"m\":" + i + "}]");
            }
        }
    }

    @Test
    void broadcastsReachEveryEventLoop() throws Exception {
        start(SocketOptions.DEFAULT, 2);
        try (RawSocket here = joined("room:1");
                RawSocket there = RawSocket.open(server.port(1), "/socket/websocket?vsn=2.0.0")) {
            join(there, "room:1");
            assertThat(seen.sockets.get(0).context())
                    .isNotSameAs(seen.sockets.get(1).context());
            for (int i = 0; i < 3; i++) {
                here.text("[\"1\",\"2\",\"room:1\",\"broadcast\",{\"i\":" + i + "}]");
                assertThat(here.receive().text()).isEqualTo("[null,null,\"room:1\",\"said\",{\"i\":" + i + "}]");
                assertThat(here.receive().text()).startsWith("[\"1\",\"2\"");
                assertThat(there.receive().text()).isEqualTo("[null,null,\"room:1\",\"said\",{\"i\":" + i + "}]");
            }
            server.endpoint.broadcast("room:1", "all", Payload.EMPTY);
            assertThat(here.receive().text()).isEqualTo("[null,null,\"room:1\",\"all\",{}]");
            assertThat(there.receive().text()).isEqualTo("[null,null,\"room:1\",\"all\",{}]");
        }
    }

    @Test
    void aBroadcastIsEncodedOnceForAll() {
        start(SocketOptions.DEFAULT);
        Broadcast message = new Broadcast("t", "e", Payload.EMPTY);
        assertThat(message.frame(V2Serializer.INSTANCE))
                .isSameAs(message.frame(V2Serializer.INSTANCE))
                .isNotSameAs(message.frame(V1Serializer.INSTANCE));
    }

    // Ends.

    @Test
    void drainingClosesEveryWebSocketAndRefusesNewOnes() throws Exception {
        start(SocketOptions.DEFAULT, 2);
        try (RawSocket here = joined("room:1");
                RawSocket there = RawSocket.open(server.port(1), "/socket/websocket?vsn=2.0.0");
                RawSocket late = new RawSocket(server.port())) {
            Future<Void> drained = server.endpoint.drain();
            assertClosed(here, 1012);
            assertClosed(there, 1012);
            PhoenixServer.await(drained);
            assertThat(seen.ends).containsExactly(StopReason.DISCONNECTED);
            assertThat(late.request("GET", "/socket/websocket?vsn=2.0.0", Map.of())
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void closingTheServerEndsItsSocketsAndTheirChannels() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            PhoenixServer.await(server.vertx.close());
            assertThat(socket.receive()).isSameAs(RawSocket.Received.END);
        }
    }

    @Test
    void aChannelIsCalledOnTheContextItsSocketNames() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            socket.text("[\"1\",\"2\",\"room:1\",\"x\",{}]");
            assertThat(socket.receive().text()).startsWith("[\"1\",\"2\"");
            assertThat(seen.calledOn).containsOnly(seen.sockets.get(0).context());
        }
    }

    @Test
    void aSilentConnectionIsClosedAndAPingKeepsIt() throws Exception {
        start(SocketOptions.DEFAULT.withIdleTimeout(Duration.ofMillis(600)));
        try (RawSocket silent = open();
                RawSocket pinging = open()) {
            for (int i = 0; i < 10; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                pinging.frame(RawSocket.PING, new byte[0], true, 0, true);
                assertThat(pinging.receive().opcode()).isEqualTo(RawSocket.PONG);
            }
            assertClosed(silent, 1002);
        }
    }

    @Test
    void aStoppedChannelCanBeJoinedAgain() throws Exception {
        start(SocketOptions.DEFAULT);
        try (RawSocket socket = joined("room:1")) {
            ChannelSocket channel = seen.sockets.get(0);
            channel.context().runOnContext(v -> channel.stop(StopReason.ERROR));
            assertThat(socket.receive().text()).isEqualTo("[\"1\",\"1\",\"room:1\",\"phx_error\",{}]");
            assertThat(seen.ends).containsExactly(StopReason.ERROR);
            join(socket, "room:1");
        }
    }
}
