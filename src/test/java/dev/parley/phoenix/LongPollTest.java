package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long polls over two HTTP servers of two event loops: a session lives on one, requests come by either. */
@Timeout(30)
class LongPollTest {
    private static final String JOIN = "[\"1\",\"1\",\"room:1\",\"phx_join\",{}]";
    private static final int WINDOW = 1_000;

    private final TestChannel.Seen seen = new TestChannel.Seen();
    private PhoenixServer server;
    private LongPollClient client;

    @BeforeEach
    void start() {
        server = new PhoenixServer(
                2,
                builder -> builder.channel("room:*", () -> new TestChannel(seen))
                        .options(SocketOptions.DEFAULT.withLongPollWindow(Duration.ofMillis(WINDOW))));
        client = new LongPollClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonObject get(int loop, String token) throws Exception {
        return client.get(loop, token);
    }

    private HttpResponse<String> send(int loop, String token, String type, String body) throws Exception {
        return client.send(loop, token, type, body);
    }

    private JsonObject post(int loop, String token, String body) throws Exception {
        return client.post(loop, token, body);
    }

    private String opened() throws Exception {
        return client.open(0);
    }

    private static String heartbeat(int ref) {
        return "[null,\"" + ref + "\",\"phoenix\",\"heartbeat\",{}]";
    }

    @Test
    void theOtherEventLoopHandsRequestsOver() throws Exception {
        String token = opened();
        assertThat(post(1, token, JOIN)).isEqualTo(new JsonObject().put("status", 200));
        JsonObject answer = get(1, token);
        assertThat(answer.getString("token")).isEqualTo(token);
        assertThat(answer.getJsonArray("messages"))
                .isEqualTo(new JsonArray()
                        .add("[\"1\",\"1\",\"room:1\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]"));
        post(0, token, heartbeat(1) + "\n" + heartbeat(2));
        assertThat(get(1, token).getJsonArray("messages")).hasSize(2);
    }

    @Test
    void anUnknownTokenIsGoneOnEveryEventLoop() throws Exception {
        String token = opened();
        String random = token.substring(token.indexOf('.') + 1);
        for (String wrong : new String[] {"1." + random, "7." + random, "-1." + random, "0.x", "x", "0", "."}) {
            assertThat(post(0, wrong, JOIN)).isEqualTo(new JsonObject().put("status", 410));
            assertThat(get(1, wrong).getInteger("status")).isEqualTo(410);
        }
    }

    @Test
    void theLaterOfTwoPollsIsServed() throws Exception {
        String token = opened();
        CompletableFuture<JsonObject> earlier = client.getLater(token);
        TimeUnit.MILLISECONDS.sleep(100);
        CompletableFuture<JsonObject> later = client.getLater(token);
        TimeUnit.MILLISECONDS.sleep(100);
        post(0, token, heartbeat(1));
        assertThat(later.get(5, TimeUnit.SECONDS).getInteger("status")).isEqualTo(200);
        assertThat(earlier.get(5, TimeUnit.SECONDS).getInteger("status")).isEqualTo(204);
    }

    @Test
    void whatAGonePollDidNotTakeWaitsForTheNext() throws Exception {
        String token = opened();
        try (RawSocket gone = new RawSocket(server.port())) {
            gone.write(("GET /socket/longpoll?vsn=2.0.0&token=" + token + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes());
            TimeUnit.MILLISECONDS.sleep(100);
        }
        TimeUnit.MILLISECONDS.sleep(100);
        post(0, token, heartbeat(1));
        assertThat(get(0, token).getJsonArray("messages")).hasSize(1);
    }

    @Test
    void onlyTheFirstHundredLinesAreTaken() throws Exception {
        String token = opened();
        String lines = IntStream.range(0, 120).mapToObj(LongPollTest::heartbeat).collect(Collectors.joining("\n"));
        assertThat(post(0, token, lines).getInteger("status")).isEqualTo(200);
        assertThat(get(0, token).getJsonArray("messages")).hasSize(100);
    }

    @Test
    void carriageReturnsDoNotMatter() throws Exception {
        String token = opened();
        assertThat(post(0, token, heartbeat(1) + "\r\n" + heartbeat(2)).getInteger("status"))
                .isEqualTo(200);
        assertThat(get(0, token).getJsonArray("messages")).hasSize(2);
    }

    @Test
    void aTrailingNewlineKillsTheSessionAfterItsMessages() throws Exception {
        String token = opened();
        long start = System.nanoTime();
        assertThat(post(1, token, JOIN + "\n")).isEqualTo(new JsonObject().put("status", 408));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(WINDOW - 10));
        assertThat(seen.ends).containsExactly(StopReason.DISCONNECTED);
        JsonObject answer = get(0, token);
        assertThat(answer.getInteger("status")).isEqualTo(410);
        assertThat(answer.getString("token")).isNotEqualTo(token);
    }

    @Test
    void aLineOfNeitherKindFailsAndTheSessionLives() throws Exception {
        String token = opened();
        assertThat(send(1, token, LongPollClient.NDJSON, heartbeat(1) + "\n{\"no\":1}\n" + heartbeat(2))
                        .statusCode())
                .isEqualTo(500);
        assertThat(get(0, token).getJsonArray("messages")).hasSize(1);
    }

    @Test
    void aContentTypeWithAParameterIsOneMessage() throws Exception {
        String token = opened();
        assertThat(LongPollClient.body(send(0, token, LongPollClient.NDJSON + "; charset=utf-8", heartbeat(1)))
                        .getInteger("status"))
                .isEqualTo(200);
        assertThat(LongPollClient.body(send(
                                0,
                                token,
                                LongPollClient.NDJSON + "; charset=utf-8",
                                heartbeat(1) + "\n" + heartbeat(2)))
                        .getInteger("status"))
                .isEqualTo(408);
    }

    @Test
    void alongBodyIsParsedElsewhereAndTaken() throws Exception {
        String token = opened();
        String lines = IntStream.range(0, 5)
                .mapToObj(i -> "[null,\"" + i + "\",\"phoenix\",\"heartbeat\",\"" + "x".repeat(100_000) + "\"]")
                .collect(Collectors.joining("\n"));
        assertThat(post(1, token, lines).getInteger("status")).isEqualTo(200);
        assertThat(get(0, token).getJsonArray("messages")).hasSize(5);
    }

    @Test
    void aBodyWithoutEndIsRefused() throws Exception {
        String token = opened();
        HttpResponse<String> response = send(0, token, LongPollClient.NDJSON, "[" + "x".repeat(8_000_001));
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aSessionNobodyPollsEndsWithItsChannels() throws Exception {
        String token = opened();
        post(0, token, JOIN);
        for (int i = 0; i < 400 && seen.ends.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(seen.ends).containsExactly(StopReason.DISCONNECTED);
        assertThat(post(0, token, JOIN).getInteger("status")).isEqualTo(410);
    }

    @Test
    void drainingEndsSessionsAndRefusesNewOnes() throws Exception {
        String token = opened();
        CompletableFuture<JsonObject> poll = client.getLater(token);
        TimeUnit.MILLISECONDS.sleep(100);
        PhoenixServer.await(server.endpoint.drain());
        assertThat(poll.get(5, TimeUnit.SECONDS).getInteger("status")).isEqualTo(204);
        assertThat(client.status(0)).isEqualTo(503);
    }
}
