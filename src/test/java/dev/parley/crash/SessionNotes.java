package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one client knows of one session: what it still has to send, what was acknowledged and every push it has seen. */
final class SessionNotes {
    private final String session;
    private final String owner;
    /** Text by client id, in the order it was said. */
    private final Map<String, String> outbox = new LinkedHashMap<>();

    private final Map<String, Acknowledged> acknowledged = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final TreeMap<Long, JsonObject> seen = new TreeMap<>();
    private final Map<Long, JsonObject> answers = new HashMap<>();

    /** What the server said of a stored message. */
    record Acknowledged(String id, long seq) {}

    /**
     * @param owner the client that opened the session
     */
    SessionNotes(String session, String owner) {
        this.session = session;
        this.owner = owner;
    }

    String session() {
        return session;
    }

    String owner() {
        return owner;
    }

    synchronized void say(String clientId, String text) {
        outbox.put(clientId, text);
        said.put(clientId, text);
    }

    /** What is to be sent again, in order. */
    synchronized Map<String, String> outbox() {
        return new LinkedHashMap<>(outbox);
    }

    synchronized int waiting() {
        return outbox.size();
    }

    /** All this client ever said here: text by client id, in order. */
    synchronized Map<String, String> said() {
        return new LinkedHashMap<>(said);
    }

    /** Takes an acknowledgement; the earlier one when there was one. */
    synchronized Acknowledged acknowledge(String clientId, Acknowledged reply) {
        outbox.remove(clientId);
        return acknowledged.put(clientId, reply);
    }

    synchronized Map<String, Acknowledged> acknowledged() {
        return new LinkedHashMap<>(acknowledged);
    }

    /** Takes a push; the earlier one of this seq when there was one. */
    synchronized JsonObject see(long seq, JsonObject push) {
        Long cause = push.getLong("cause");
        if (cause != null) {
            answers.put(cause, push);
        }
        return seen.put(seq, push);
    }

    synchronized Map<Long, JsonObject> seen() {
        return new TreeMap<>(seen);
    }

    /** The largest seq of a push seen, or 0: what a join says. */
    synchronized long largestSeen() {
        return seen.isEmpty() ? 0 : seen.lastKey();
    }

    /** True when everything said was acknowledged and each has been answered. */
    synchronized boolean settled() {
        return outbox.isEmpty()
                && acknowledged.values().stream().allMatch(message -> answers.containsKey(message.seq()));
    }
}
