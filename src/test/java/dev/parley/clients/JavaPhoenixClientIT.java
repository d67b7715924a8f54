package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Waiting;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.phoenixframework.Channel;
import org.phoenixframework.Defaults;
import org.phoenixframework.Push;
import org.phoenixframework.Socket;

/** A Phoenix client that shares no code with phoenix.js: the JVM's JavaPhoenixClient. */
class JavaPhoenixClientIT {
    private static final long TIMEOUT_MS = 10_000;

    private final BlockingQueue<Map<String, Object>> said = new LinkedBlockingQueue<>();
    private final AtomicInteger joins = new AtomicInteger();
    private final OkHttpClient http = new OkHttpClient();
    private ServerProcess server;
    private Socket socket;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerProcess();
        socket = new Socket(
                server.url() + "/socket/websocket",
                Map.<String, Object>of(),
                Defaults.VSN,
                Defaults.INSTANCE.getEncode(),
                Defaults.INSTANCE.getDecode(),
                http);
        socket.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        try (ServerProcess ending = server) {
            socket.disconnect(1000, null, () -> Unit.INSTANCE);
            http.dispatcher().executorService().shutdown();
        }
    }

    @Test
    void joinsTalksOutlivesARestartAndLeaves() throws Exception {
        Channel channel = join(server.makeBot(), ServerProcess.BOT_TOKEN);
        Waiting.until("joined", () -> joins.get() == 1);
        Object session =
                answer(channel.push("new_session", Map.of(), TIMEOUT_MS), "ok").get("session");
        talk(channel, session, "hello");

        server.stop(false);
        server.start();
        Waiting.until("joined again", () -> joins.get() == 2);
        talk(channel, session, "are you back?");

        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.onClose(message -> done(closed));
        channel.leave(TIMEOUT_MS);
        closed.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        assertThat(said).isEmpty();
    }

    @Test
    void hearsWhyAJoinIsRefused() throws Exception {
        Channel channel = socket.channel("bot:" + server.makeBot(), Map.of("access_token", "wrong"));
        assertThat(answer(channel.join(TIMEOUT_MS), "error")).containsEntry("reason", "unauthorized");
    }

    private Channel join(String bot, String token) {
        Channel channel = socket.channel("bot:" + bot, Map.of("access_token", token));
        channel.on("btu_msg", message -> {
            said.add(message.getPayload());
            return Unit.INSTANCE;
        });
        channel.join(TIMEOUT_MS).receive("ok", message -> {
            joins.incrementAndGet();
            return Unit.INSTANCE;
        });
        return channel;
    }

    private void talk(Channel channel, Object session, String text) throws Exception {
        Map<String, Object> stored =
                answer(channel.push("utb_msg", Map.of("session", session, "text", text), TIMEOUT_MS), "ok");
        assertThat(stored).containsKeys("id", "seq");
        assertThat(said.poll(TIMEOUT_MS, TimeUnit.MILLISECONDS))
                .containsEntry("session", session)
                .containsEntry("text", "echo: " + text);
    }

    /** The response of a push that must be answered with this status. */
    private static Map<String, Object> answer(Push push, String status) throws Exception {
        CompletableFuture<Map<String, Object>> answered = new CompletableFuture<>();
        for (String possible : new String[] {"ok", "error", "timeout"}) {
            push.receive(possible, message -> {
                if (possible.equals(status)) {
                    answered.complete(message.getPayload());
                } else {
                    answered.completeExceptionally(new AssertionError(possible + ": " + message.getPayload()));
                }
                return Unit.INSTANCE;
            });
        }
        return answered.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private static Unit done(CompletableFuture<Void> future) {
        future.complete(null);
        return Unit.INSTANCE;
    }
}
