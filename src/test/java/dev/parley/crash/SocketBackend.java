package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * One process on a bot's side, as it should be written: it answers each event under a client id made of the event's, and
 * acknowledges the event only when the answer is stored. It remembers nothing of what it has dealt with. One thread.
 */
final class SocketBackend implements Runnable {
    private static final long PAUSE_MILLIS = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final String url;
    private final String bot;
    private final Random random;
    private final SocketBot answers;
    private final Violations violations;
    private final Map<String, Pending> pending = new HashMap<>();
    private volatile boolean stopped;

    /** A push without its reply; no client id where it acknowledges. */
    private record Pending(String session, String clientId, long cause) {}

    SocketBackend(String name, String url, String bot, long seed, SocketBot answers, Violations violations) {
        this.name = name;
        this.url = url;
        this.bot = bot;
        this.random = new Random(seed);
        this.answers = answers;
        this.violations = violations;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                try (PhoenixSocket socket = new PhoenixSocket(http, url, "bot:" + bot)) {
                    pending.clear();
                    socket.join(new JsonObject()
                            .put("engine_token", SocketBot.ENGINE_TOKEN)
                            .put("ack", true));
                    while (!stopped) {
                        PhoenixSocket.Frame frame = socket.next(50);
                        if (frame != null) {
                            handle(socket, frame);
                        }
                    }
                } catch (PhoenixSocket.Refused refused) {
                    violations.unless(refused.passes(), "%s: join refused: %s", name, refused.getMessage());
                    Thread.sleep(PAUSE_MILLIS);
                } catch (IOException lost) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException | RuntimeException failure) {
            violations.add("%s: the backend failed: %s", name, failure);
        }
    }

    private void handle(PhoenixSocket socket, PhoenixSocket.Frame frame) throws IOException {
        JsonObject payload = frame.payload();
        if (frame.isReply()) {
            Pending push = pending.remove(frame.ref());
            if (push == null || !frame.ok()) {
                violations.add("%s: %s was answered %s", name, push, payload);
            } else if (push.clientId() != null) {
                answered(socket, push, frame.response());
            }
        } else if (frame.event().equals("utb_msg")) {
            String session = payload.getString("session");
            String clientId = SocketBot.clientId(payload.getString("id"));
            long seq = payload.getLong("seq");
            JsonObject answer = new JsonObject()
                    .put("session", session)
                    .put("text", SocketBot.answer(payload.getString("text")))
                    .put("client_id", clientId)
                    .put("cause", seq);
            pending.put(socket.push("btu_msg", answer), new Pending(session, clientId, seq));
        }
    }

    private void answered(PhoenixSocket socket, Pending push, JsonObject response) throws IOException {
        SocketBot.Answered before = answers.acknowledge(push.clientId(), response, push.session());
        violations.unless(
                before == null
                        || (before.seq() == response.getLong("seq")
                                && before.id().equals(response.getString("id"))),
                "%s: %s was acknowledged as %s and as %s",
                name,
                push.clientId(),
                before,
                response);
        // An answer delivers what it names; to acknowledge it as well is allowed and changes nothing.
        if (random.nextBoolean()) {
            JsonObject ack = new JsonObject().put("session", push.session()).put("seq", push.cause());
            pending.put(socket.push("ack", ack), new Pending(push.session(), null, push.cause()));
        }
    }
}
