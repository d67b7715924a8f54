package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One process on a bot's side, as it should be written: it answers each event under a client id made of the event's, and
 * acknowledges the event only when the answer is stored. It remembers nothing of what it has dealt with. One thread.
 *
 * <p>It prints a line of JSON for each answer that was acknowledged, and for what must never be.
 */
final class SocketBackend {
    private static final int PAUSE_MILLIS = 400;
    private static final long REFUSED_NANOS = 200_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String bot;
    private final Random random;
    private final Map<String, Push> pending = new HashMap<>();
    private final List<Push> refused = new ArrayList<>();
    private long refusedAt;

    /**
     * A push without its reply.
     *
     * @param clientId null where it acknowledges
     */
    private record Push(String event, String session, String clientId, long cause, JsonObject payload) {}

    private SocketBackend(String url, String bot, long seed) {
        this.url = url;
        this.bot = bot;
        this.random = new Random(seed);
    }

    /** Runs until it is killed, or whoever started it is gone. Arguments: URL, bot, seed. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread starter = new Thread(SocketBackend::awaitEnd, "starter");
        starter.setDaemon(true);
        starter.start();
        new SocketBackend(arguments[0], arguments[1], Long.parseLong(arguments[2])).run();
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(0);
    }

    private void run() throws InterruptedException {
        while (true) {
            try (PhoenixSocket socket = new PhoenixSocket(http, url, "bot:" + bot)) {
                serve(socket);
            } catch (PhoenixSocket.Refused refusal) {
                if (!refusal.passes()) {
                    report("the backend's join was refused: %s", refusal.getMessage());
                }
                Thread.sleep(random.nextInt(PAUSE_MILLIS));
            } catch (IOException lost) {
                Thread.sleep(random.nextInt(PAUSE_MILLIS));
            }
        }
    }

    private void serve(PhoenixSocket socket) throws IOException {
        pending.clear();
        refused.clear();
        socket.join(new JsonObject().put("engine_token", SocketBot.ENGINE_TOKEN).put("ack", true));
        while (true) {
            socket.beat();
            pushRefused(socket);
            PhoenixSocket.Frame frame = socket.next(50);
            if (frame != null) {
                handle(socket, frame);
            }
        }
    }

    private void handle(PhoenixSocket socket, PhoenixSocket.Frame frame) throws IOException {
        JsonObject payload = frame.payload();
        if (frame.isReply()) {
            Push push = pending.remove(frame.ref());
            if (push != null && frame.passes()) {
                refused.add(push);
                refusedAt = System.nanoTime();
            } else if (push == null || !frame.ok()) {
                report("the backend's %s was answered %s", push, payload);
            } else if (push.clientId() != null) {
                answered(socket, push, frame.response());
            }
        } else if (frame.event().equals("utb_msg")) {
            String session = payload.getString("session");
            String clientId = SaidAnswers.clientId(payload.getString("id"));
            long seq = payload.getLong("seq");
            JsonObject answer = new JsonObject()
                    .put("session", session)
                    .put("text", SocketBot.answer(payload.getString("text")))
                    .put("client_id", clientId)
                    .put("cause", seq);
            send(socket, new Push("btu_msg", session, clientId, seq, answer));
        }
    }

    private void answered(PhoenixSocket socket, Push push, JsonObject response) throws IOException {
        System.out.println(new JsonObject()
                .put("client_id", push.clientId())
                .put("session", push.session())
                .put("id", response.getString("id"))
                .put("seq", response.getLong("seq"))
                .encode());
        // An answer delivers what it names; to acknowledge it as well is allowed and changes nothing.
        if (random.nextBoolean()) {
            JsonObject ack = new JsonObject().put("session", push.session()).put("seq", push.cause());
            send(socket, new Push("ack", push.session(), null, push.cause(), ack));
        }
    }

    private void send(PhoenixSocket socket, Push push) throws IOException {
        pending.put(socket.push(push.event(), push.payload()), push);
    }

    /** Pushes again, after a moment, what was refused because the store could not be written. */
    private void pushRefused(PhoenixSocket socket) throws IOException {
        if (!refused.isEmpty() && System.nanoTime() - refusedAt > REFUSED_NANOS) {
            List<Push> again = List.copyOf(refused);
            refused.clear();
            for (Push push : again) {
                send(socket, push);
            }
        }
    }

    private static void report(String format, Object... arguments) {
        System.out.println(
                new JsonObject().put("violation", format.formatted(arguments)).encode());
    }
}
