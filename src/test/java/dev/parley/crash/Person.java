package dev.parley.crash;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A person's client that asks one thing after the other. */
final class Person implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;
    private static final int PAGE = 100;

    private final PhoenixSocket socket;
    private final Deque<PhoenixSocket.Frame> pushes = new ArrayDeque<>();

    /** Joins with empty {@code sessions}. */
    Person(TestServer server, String bot) throws IOException {
        this(server, bot, new JsonObject());
    }

    Person(TestServer server, String bot, JsonObject sessions) throws IOException {
        socket = new PhoenixSocket(server.http(), server.url(), "bot:" + bot);
        socket.join(new JsonObject().put("access_token", CrashBot.TOKEN).put("sessions", sessions));
    }

    String open() throws IOException {
        return ok("new_session", new JsonObject()).getString("session");
    }

    /** Pushes; the reply with its status. */
    JsonObject request(String event, JsonObject payload) throws IOException {
        String ref = socket.push(event, payload);
        while (true) {
            PhoenixSocket.Frame frame = next();
            if (frame.isReply() && frame.ref().equals(ref)) {
                return frame.payload();
            }
            pushes.add(frame);
        }
    }

    /** Pushes; the response, which must be ok. */
    JsonObject ok(String event, JsonObject payload) throws IOException {
        JsonObject reply = request(event, payload);
        if (!reply.getString("status").equals("ok")) {
            throw new AssertionError(event + ": " + reply);
        }
        return reply.getJsonObject("response");
    }

    /** Pushes; the response as text, which must be an error. */
    String error(String event, JsonObject payload) throws IOException {
        JsonObject reply = request(event, payload);
        if (!reply.getString("status").equals("error")) {
            throw new AssertionError(event + ": " + reply);
        }
        return reply.getJsonObject("response").encode();
    }

    /** The next push of an event. */
    JsonObject hears(String event) throws IOException {
        while (true) {
            PhoenixSocket.Frame frame = pushes.isEmpty() ? next() : pushes.remove();
            if (frame.event().equals(event)) {
                return frame.payload();
            }
        }
    }

    /** The whole log of a session as {@code history} shows it. */
    List<JsonObject> log(String session) throws IOException {
        List<JsonObject> newestFirst = new ArrayList<>();
        JsonObject wanted = new JsonObject().put("session", session).put("limit", PAGE);
        JsonObject page;
        do {
            page = ok("history", wanted);
            JsonArray events = page.getJsonArray("events");
            for (int i = events.size() - 1; i >= 0; i--) {
                newestFirst.add(events.getJsonObject(i));
            }
            wanted.put("before", events.isEmpty() ? 0 : events.getJsonObject(0).getLong("seq"));
        } while (page.getBoolean("more"));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The texts of a session. */
    List<String> texts(String session) throws IOException {
        return log(session).stream().map(event -> event.getString("text")).toList();
    }

    private PhoenixSocket.Frame next() throws IOException {
        PhoenixSocket.Frame frame = socket.next(PATIENCE_MS);
        if (frame == null) {
            throw new AssertionError("nothing came");
        }
        return frame;
    }

    @Override
    public void close() {
        socket.close();
    }
}
