package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
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
    private static final int UNANSWERED = 30;
    private static final int PAUSE_MILLIS = 400;
    private static final long REFUSED_NANOS = 200_000_000L;

    private final HttpClient http;
    private final String name;
    private final Habits habits;
    private final CrashBot bot;
    private final Address address;
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
    private final List<Pending> refused = new ArrayList<>();
    private Hearing hearing;
    private boolean opening;
    private long refusedAt;

    /**
     * How busy a client is.
     *
     * @param sessions how many it opens
     * @param opening in one of how many turns it opens another
     * @param pause the longest time between two turns, in milliseconds
     */
    record Habits(int sessions, int opening, int pause) {}

    /** Where a bot is talked to. */
    record Address(String url, String bot) {}

    /** A push without its reply; no session where it opens one. */
    private record Pending(SessionNotes session, String clientId) {}

    /**
     * @param heard run for each reply and push, in the moment it comes
     */
    PersonClient(
            HttpClient http,
            String name,
            Habits habits,
            CrashBot bot,
            Address address,
            long seed,
            Violations violations,
            Runnable heard) {
        this.http = http;
        this.name = name;
        this.habits = habits;
        this.bot = bot;
        this.address = address;
        this.random = new Random(seed);
        this.violations = violations;
        this.heard = heard;
    }

    String name() {
        return name;
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
                try (PhoenixSocket socket = new PhoenixSocket(http, address.url(), "bot:" + address.bot())) {
                    converse(socket);
                } catch (PhoenixSocket.Refused refusal) {
                    violations.unless(refusal.passes(), "%s: join refused: %s", name, refusal.getMessage());
                    Thread.sleep(random.nextInt(PAUSE_MILLIS));
                } catch (IOException lost) {
                    Thread.sleep(random.nextInt(PAUSE_MILLIS));
                }
            }
        } catch (InterruptedException | RuntimeException failure) {
            violations.add("%s: the client failed: %s", name, failure);
        }
    }

    private void converse(PhoenixSocket socket) throws IOException {
        pending.clear();
        refused.clear();
        opening = false;
        hearing = new Hearing(name, violations);
        join(socket);
        for (SessionNotes session : sessions) {
            for (String unsent : session.repeat()) {
                send(socket, new Pending(session, unsent));
            }
        }
        while (!stopped) {
            socket.beat();
            sendRefused(socket);
            if (talking) {
                talk(socket);
            }
            PhoenixSocket.Frame frame = socket.next(random.nextInt(1, habits.pause()));
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
        JsonObject resumed = socket.join(
                        new JsonObject().put("access_token", CrashBot.TOKEN).put("sessions", cursors))
                .getJsonObject("sessions");
        for (SessionNotes session : sessions) {
            hearing.resumed(session, resumed.getJsonObject(session.session(), new JsonObject()));
        }
    }

    private void talk(PhoenixSocket socket) throws IOException {
        boolean wanted =
                sessions.isEmpty() || (sessions.size() < habits.sessions() && random.nextInt(habits.opening()) == 0);
        if (wanted && !opening) {
            opening = true;
            JsonObject data = new JsonObject().put("owner", name);
            pending.put(socket.push("new_session", new JsonObject().put("data", data)), new Pending(null, ""));
        }
        if (sessions.isEmpty()) {
            return;
        }
        int which = random.nextInt(sessions.size());
        SessionNotes session = sessions.get(which);
        for (int burst = random.nextInt(3); burst >= 0 && hasRoom(session); burst--) {
            String clientId = name + "-" + which + "-" + ++said;
            session.say(clientId, bot.ask(clientId.replace('-', 'x')));
            hearing.said(clientId);
            send(socket, new Pending(session, clientId));
        }
    }

    private static boolean hasRoom(SessionNotes session) {
        return session.waiting() < WINDOW && session.unanswered() < UNANSWERED;
    }

    private void send(PhoenixSocket socket, Pending message) throws IOException {
        JsonObject payload = new JsonObject()
                .put("session", message.session().session())
                .put("text", message.session().text(message.clientId()))
                .put("client_id", message.clientId());
        pending.put(socket.push("utb_msg", payload), message);
    }

    /** Says again, after a moment, what was refused because the store could not be written. */
    private void sendRefused(PhoenixSocket socket) throws IOException {
        if (!refused.isEmpty() && System.nanoTime() - refusedAt > REFUSED_NANOS) {
            List<Pending> again = List.copyOf(refused);
            refused.clear();
            for (Pending message : again) {
                send(socket, message);
            }
        }
    }

    private void handle(PhoenixSocket.Frame frame) {
        heard.run();
        if (frame.isReply()) {
            Pending push = pending.remove(frame.ref());
            if (push == null) {
                violations.add("%s: nobody asked for %s", name, frame.payload());
            } else if (!frame.ok()) {
                refuse(push, frame);
            } else if (push.session() == null) {
                opening = false;
                keep(new SessionNotes(frame.response().getString("session"), name));
            } else {
                acknowledge(push, frame.response());
            }
        } else if (frame.event().equals("btu_msg") || frame.event().equals("utb_msg")) {
            SessionNotes session = byId.get(frame.payload().getString("session"));
            if (session == null) {
                violations.add("%s: hears a session it never had: %s", name, frame.payload());
            } else {
                hearing.hear(session, frame);
            }
        } else {
            boolean told = frame.event().equals("typing")
                    || (frame.event().equals("msg_status")
                            && !"undeliverable".equals(frame.payload().getString("status")));
            violations.unless(told, "%s: heard %s %s", name, frame.event(), frame.payload());
        }
    }

    private void keep(SessionNotes session) {
        byId.put(session.session(), session);
        sessions.add(session);
    }

    private void refuse(Pending push, PhoenixSocket.Frame frame) {
        violations.unless(frame.passes(), "%s: %s was answered %s", name, push, frame.payload());
        if (push.session() == null) {
            opening = false;
        } else {
            push.session().refuse(push.clientId());
            refused.add(push);
            refusedAt = System.nanoTime();
        }
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
}
