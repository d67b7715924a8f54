package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that ask much, or are told much, and read when it suits them: what waits for them is bounded and not lost. */
@Timeout(60)
class SlowReaderTest {
    private static final String JOIN = "[\"1\",\"j\",\"room:1\",\"phx_join\",{}]";
    private static final int LARGE = 99_000;

    private final TestChannel.Seen seen = new TestChannel.Seen();
    private PhoenixServer server;
    private Client client;

    /** One side of a conversation, whatever carries it. */
    private interface Client extends AutoCloseable {
        void say(List<String> frames) throws Exception;

        /** The next message, after its topic and event. */
        JsonArray hear() throws Exception;

        @Override
        void close() throws Exception;
    }

    private enum Over {
        WEBSOCKET {
            @Override
            Client open(PhoenixServer server) throws Exception {
                RawSocket socket = RawSocket.open(server.port(), "/socket/websocket?vsn=2.0.0");
                return new Client() {
                    @Override
                    public void say(List<String> frames) throws Exception {
                        for (String frame : frames) {
                            socket.text(frame);
                        }
                    }

                    @Override
                    public JsonArray hear() throws Exception {
                        return new JsonArray(socket.receive().text());
                    }

                    @Override
                    public void close() throws Exception {
                        socket.close();
                    }
                };
            }
        },
        LONGPOLL {
            @Override
            Client open(PhoenixServer server) throws Exception {
                LongPollClient requests = new LongPollClient(server);
                String token = requests.open(0);
                Queue<String> heard = new ArrayDeque<>();
                return new Client() {
                    @Override
                    public void say(List<String> frames) throws Exception {
                        for (int i = 0; i < frames.size(); i += 100) {
                            List<String> batch = frames.subList(i, Math.min(i + 100, frames.size()));
                            assertThat(requests.post(0, token, String.join("\n", batch))
                                            .getInteger("status"))
                                    .isEqualTo(200);
                        }
                    }

                    @Override
                    public JsonArray hear() throws Exception {
                        if (heard.isEmpty()) {
                            JsonObject answer = requests.get(0, token);
                            assertThat(answer.getInteger("status")).isEqualTo(200);
                            answer.getJsonArray("messages").forEach(message -> heard.add((String) message));
                            assertThat(answer.encode()).hasSizeLessThan(LongPollOutbox.PIECE + 10_000);
                        }
                        return new JsonArray(heard.remove());
                    }

                    @Override
                    public void close() {}
                };
            }
        };

        abstract Client open(PhoenixServer server) throws Exception;
    }

    @BeforeEach
    void start() {
        server = new PhoenixServer(1, builder -> builder.channel("room:*", () -> new TestChannel(seen)));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private ChannelSocket join(Over transport) throws Exception {
        client = transport.open(server);
        client.say(List.of(JOIN));
        assertThat(client.hear().getString(3)).isEqualTo("phx_reply");
        return seen.sockets.get(0);
    }

    private static String push(String event, int ref) {
        return "[\"1\",\"" + ref + "\",\"room:1\",\"" + event + "\",{}]";
    }

    private static Payload numbered(int number) {
        return Payload.of(new JsonObject().put("n", number).put("x", "x".repeat(LARGE)));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAskedBeforeIsAnsweredAsFarAsThereIsRoom(Over transport) throws Exception {
        join(transport);
        int asked = 3_000;
        client.say(List.of(push("wait", -1)));
        Waiting.until("the channel is busy", () -> seen.waiting.containsKey("room:1"));
        client.say(IntStream.range(0, asked).mapToObj(ref -> push("big", ref)).toList());
        client.say(List.of("[null,\"all is said\",\"phoenix\",\"heartbeat\",{}]"));
        assertThat(client.hear().getString(1)).isEqualTo("all is said");
        assertThat(seen.handled).isOne();

        seen.waiting.get("room:1").complete(Result.ok(Payload.EMPTY));
        Waiting.until("some are answered", () -> seen.handled > 5);
        int[] last = {0, 0};
        Waiting.until("no more are answered", () -> {
            last[1] = seen.handled == last[0] ? last[1] + 1 : 0;
            last[0] = seen.handled;
            return last[1] > 20;
        });
        assertThat(seen.handled).isLessThan(asked / 2);

        assertThat(client.hear().getString(1)).isEqualTo("-1");
        for (int ref = 0; ref < asked; ref++) {
            assertThat(client.hear().getString(1)).isEqualTo(String.valueOf(ref));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatWaitsForRoomLosesNothingHoweverMuchItHasToSay(Over transport) throws Exception {
        ChannelSocket socket = join(transport);
        int messages = 200;
        int[] next = {0};
        socket.context().runOnContext(new Handler<>() {
            @Override
            public void handle(Void go) {
                while (next[0] < messages && !socket.writeQueueFull()) {
                    socket.push("told", numbered(next[0]++));
                }
                if (next[0] < messages) {
                    socket.onceDrained(this);
                }
            }
        });
        for (int number = 0; number < messages; number++) {
            assertThat(client.hear().getJsonObject(4).getInteger("n")).isEqualTo(number);
        }
        assertThat(seen.ends).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void repliesCountLikePushes(Over transport) throws Exception {
        ChannelSocket socket = join(transport);
        CompletableFuture<Boolean> full = new CompletableFuture<>();
        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        socket.context().runOnContext(v -> {
            for (int i = 0; i < 75; i++) {
                socket.reply(new MessageRef("1", i), "ok", numbered(i));
            }
            full.complete(socket.writeQueueFull());
            socket.onceDrained(room -> drained.complete(socket.writeQueueFull()));
        });
        assertThat(full.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(drained).isNotDone();
        for (int i = 0; i < 75; i++) {
            assertThat(client.hear().getInteger(1)).isEqualTo(i);
        }
        assertThat(drained.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void farTooManyRepliesAreNotKept(Over transport) throws Exception {
        ChannelSocket socket = join(transport);
        socket.context().runOnContext(v -> {
            for (int i = 0; i < 300; i++) {
                socket.reply(new MessageRef("1", i), "ok", numbered(i));
            }
        });
        Waiting.until("it is given up", () -> seen.ends.contains(StopReason.DISCONNECTED));
    }

    @Test
    void postsAreHeardAgainWhenTheClientPolls() throws Exception {
        join(Over.LONGPOLL);
        LongPollClient requests = new LongPollClient(server);
        String token = requests.open(0);
        String beats = IntStream.range(0, 100)
                .mapToObj(ref -> "[\"" + "x".repeat(20_000) + "\",\"" + ref + "\",\"room:2\",\"phx_leave\",{}]")
                .collect(Collectors.joining("\n"));
        CompletableFuture<JsonObject> post = requests.postLater(token, beats);
        int answers = requests.get(0, token).getJsonArray("messages").size();
        assertThat(post).isNotDone();
        while (answers < 100) {
            answers += requests.get(0, token).getJsonArray("messages").size();
        }
        assertThat(post.get().getInteger("status")).isEqualTo(200);
    }

    @Test
    void postsThatCannotBeHeardAreNotKeptWithoutEnd() throws Exception {
        join(Over.LONGPOLL);
        LongPollClient requests = new LongPollClient(server);
        String token = requests.open(0);
        String lines = IntStream.range(0, 7)
                .mapToObj(ref -> "[null,\"" + "y".repeat(990_000) + "\",\"x\",\"y\",{}]")
                .collect(Collectors.joining("\n"));
        List<CompletableFuture<JsonObject>> posts = IntStream.range(0, 4)
                .mapToObj(i -> requests.postLater(token, lines))
                .toList();
        CompletableFuture.anyOf(posts.toArray(CompletableFuture[]::new)).get(9, TimeUnit.SECONDS);
        assertThat(posts.stream().filter(CompletableFuture::isDone).toList())
                .allMatch(post -> post.join().getInteger("status") == 408);
    }
}
