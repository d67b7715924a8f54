package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A person's client as it should be written: it keeps its sessions over connections, says at each join what it has
 * seen, and sends again with the same client id what was not acknowledged. It talks all the time, notes all it learns,
 * and reports at once what a server must never do. One thread each.
 */
final class PersonClient implements Runnable {
    private static final int WINDOW = 10;
    private static final int MOST_SESSIONS = 12;
    private static final long PAUSE_MILLIS = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final CrashBot bot;
    private final String url;
    private final String botId;
    private final Random random;
    private final Violations violations;
    private final Runnable heard;
    private final List<SessionNotes> sessions = new CopyOnWriteArrayList<>();
    private final Map<String, SessionNotes> byId = new ConcurrentHashMap<>();
    private volatile boolean talking = true;
    private volatile boolean stopped;
    private int said;
    // Of the present connection alone.
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private final Map<String, Long> past = new HashMap<>();
    private boolean opening;

    /** A push without its reply; no session where it opens one. */
    private record Pending(SessionNotes session, String clientId) {}

    /**
     * @param heard run for each reply and push, in the moment it comes
     */
    PersonClient(
            String name, CrashBot bot, String url, String botId, long seed, Violations violations, Runnable heard) {
        this.name = name;
        this.bot = bot;
        this.url = url;
        this.botId = botId;
        this.random = new Random(seed);
        this.violations = violations;
        this.heard = heard;
    }

    String name() {
        return name;
    }

    CrashBot bot() {
        return bot;
    }

    Collection<SessionNotes> sessions() {
        return sessions;
    }

    /** Takes part in another client's session, as a second tab does; before the client runs. */
    void adopt(SessionNotes other) {
        keep(new SessionNotes(other.session(), other.owner()));
    }

    /** Says nothing new any more. */
    void fallSilent() {
        talking = false;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                try (PhoenixSocket socket = new PhoenixSocket(http, url, "bot:" + botId)) {
                    converse(socket);
                } catch (PhoenixSocket.Refused refused) {
                    violations.unless(refused.passes(), "%s: join refused: %s", name, refused.getMessage());
                    Thread.sleep(PAUSE_MILLIS);
                } catch (IOException lost) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException | RuntimeException failure) {
            violations.add("%s: the client failed: %s", name, failure);
        }
    }

    private void converse(PhoenixSocket socket) throws IOException {
        pending.clear();
        told.clear();
        past.clear();
        opening = false;
        join(socket);
        for (SessionNotes session : sessions) {
            for (Map.Entry<String, String> unsent : session.outbox().entrySet()) {
                send(socket, session, unsent.getKey(), unsent.getValue());
            }
        }
        while (!stopped) {
            if (talking) {
                talk(socket);
            }
            PhoenixSocket.Frame frame = socket.next(random.nextInt(1, 40));
            while (frame != null) {
                handle(frame);
                frame = socket.next(0);
            }
        }
    }

    private void join(PhoenixSocket socket) throws IOException {
        JsonObject cursors = new JsonObject();
        for (SessionNotes session : sessions) {
            cursors.put(session.session(), session.largestSeen());
        }
        JsonObject reply =
                socket.join(new JsonObject().put("access_token", CrashBot.TOKEN).put("sessions", cursors));
        JsonObject resumed = reply.getJsonObject("sessions");
        for (SessionNotes session : sessions) {
            JsonObject state = resumed.getJsonObject(session.session(), new JsonObject());
            if (!state.getBoolean("recovered", false)) {
                violations.add("%s: session %s resumed with %s", name, session.session(), state);
                continue;
            }
            told.put(session.session(), session.largestSeen());
            past.put(session.session(), state.getLong("seq"));
            session.acknowledged()
                    .forEach((clientId, message) -> violations.unless(
                            message.seq() <= state.getLong("seq"),
                            "%s: %s was acknowledged at %d, but the log ends at %s",
                            name,
                            clientId,
                            message.seq(),
                            state));
        }
    }

    private void talk(PhoenixSocket socket) throws IOException {
        boolean wanted = sessions.isEmpty() || (sessions.size() < MOST_SESSIONS && random.nextInt(200) == 0);
        if (wanted && !opening) {
            opening = true;
            JsonObject data = new JsonObject().put("owner", name);
            pending.put(socket.push("new_session", new JsonObject().put("data", data)), new Pending(null, ""));
        }
        if (sessions.isEmpty()) {
            return;
        }
        SessionNotes session = sessions.get(random.nextInt(sessions.size()));
        for (int burst = random.nextInt(3); burst >= 0 && session.waiting() < WINDOW; burst--) {
            String clientId = name + "-" + ++said;
            String text = bot.ask(clientId.replace('-', 'x'));
            session.say(clientId, text);
            send(socket, session, clientId, text);
        }
    }

    private void send(PhoenixSocket socket, SessionNotes session, String clientId, String text) throws IOException {
        JsonObject message = new JsonObject()
                .put("session", session.session())
                .put("text", text)
                .put("client_id", clientId);
        pending.put(socket.push("utb_msg", message), new Pending(session, clientId));
    }

    private void handle(PhoenixSocket.Frame frame) {
        heard.run();
        if (frame.isReply()) {
            Pending push = pending.remove(frame.ref());
            if (push == null || !frame.ok()) {
                violations.add("%s: %s was answered %s", name, push, frame.payload());
            } else if (push.session() == null) {
                opening = false;
                String id = frame.response().getString("session");
                told.put(id, 0L);
                past.put(id, 0L);
                keep(new SessionNotes(id, name));
            } else {
                acknowledge(push, frame.response());
            }
        } else if (frame.event().equals("btu_msg") || frame.event().equals("utb_msg")) {
            see(frame);
        } else if (!frame.event().equals("typing") && !frame.event().equals("msg_status")) {
            violations.add("%s: heard %s %s", name, frame.event(), frame.payload());
        }
    }

    private void keep(SessionNotes session) {
        byId.put(session.session(), session);
        sessions.add(session);
    }

    private void acknowledge(Pending push, JsonObject response) {
        SessionNotes.Acknowledged reply =
                new SessionNotes.Acknowledged(response.getString("id"), response.getLong("seq"));
        SessionNotes.Acknowledged before = push.session().acknowledge(push.clientId(), reply);
        violations.unless(
                before == null || before.equals(reply),
                "%s: %s was acknowledged as %s and as %s",
                name,
                push.clientId(),
                before,
                reply);
    }

    private void see(PhoenixSocket.Frame frame) {
        JsonObject push = frame.payload();
        String id = push.getString("session");
        SessionNotes session = byId.get(id);
        if (session == null) {
            violations.add("%s: hears a session it never had: %s", name, push);
            return;
        }
        long seq = push.getLong("seq");
        long last = told.getOrDefault(id, 0L);
        violations.unless(seq > last, "%s: after seq %d of a join came %s", name, last, push);
        told.put(id, Math.max(last, seq));
        boolean mine = frame.event().equals("utb_msg") && session.said().containsKey(push.getString("client_id", ""));
        violations.unless(
                !mine || seq <= past.getOrDefault(id, 0L), "%s: hears its own words on the same join: %s", name, push);
        JsonObject before = session.see(seq, push);
        violations.unless(before == null, "%s: seq %d twice: %s and %s", name, seq, before, push);
    }
}
