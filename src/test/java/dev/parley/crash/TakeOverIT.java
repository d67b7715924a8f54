package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clients.ServerProcess;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server that serves is killed, and the one that stands by goes on where it was. */
class TakeOverIT {
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(10);

    @Test
    void whatAKilledServerAcknowledgedTheNextOneHasAndAnswers() throws Exception {
        String store = PostgresServer.shared().newStore();
        try (ServerProcess first = new ServerProcess(Map.of("PARLEY_STORE", store))) {
            // A bot that never answers: the second server finds out of itself what is still to be delivered.
            String bot = first.makeBot("{\"engine\":{\"type\":\"socket\",\"token\":\"t\"},"
                    + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"crash-token\"}]}");
            TestServer second = TestServer.start(settings -> settings.store(store));
            try {
                assertThat(second.parley().isServing()).isFalse();
                PhoenixSocket person = join(first.url(), bot);
                String session = ok(person, "new_session", new JsonObject()).getString("session");
                JsonObject said = new JsonObject().put("session", session).put("text", "remember me");
                ok(person, "utb_msg", said.copy().put("client_id", "c1"));

                first.kill();

                Waiting.until(
                        "the second serves",
                        TAKE_OVER_LIMIT,
                        () -> second.parley().isServing());
                try (Person again = new Person(second, bot, new JsonObject().put(session, 0))) {
                    again.ok("utb_msg", said.copy().put("client_id", "c1"));
                    again.ok("utb_msg", said.copy().put("text", "and this").put("client_id", "c2"));
                    assertThat(again.texts(session)).containsExactly("remember me", "and this");
                }
            } finally {
                second.stop();
            }
        } finally {
            PostgresServer.shared().dropStore(store);
        }
    }

    private static PhoenixSocket join(String url, String bot) throws Exception {
        PhoenixSocket socket = new PhoenixSocket(HttpClient.newHttpClient(), url, "bot:" + bot);
        socket.join(new JsonObject().put("access_token", CrashBot.TOKEN).put("sessions", new JsonObject()));
        return socket;
    }

    private static JsonObject ok(PhoenixSocket socket, String event, JsonObject payload) throws Exception {
        String ref = socket.push(event, payload);
        PhoenixSocket.Frame frame;
        do {
            frame = socket.next(10_000);
            assertThat(frame).as("the reply to %s", event).isNotNull();
        } while (!frame.isReply() || !frame.ref().equals(ref));
        assertThat(frame.ok()).isTrue();
        return frame.response();
    }
}
