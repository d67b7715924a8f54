package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one client knows of one session: what it still has to send, what was acknowledged and every push it has seen. */
final class SessionNotes {
    private final String session;
    private final String owner;
    /** Text by client id, in the order it was said. */
    private final Map<String, String> outbox = new LinkedHashMap<>();

    private final Map<String, Acknowledged> acknowledged = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> repeated = new HashSet<>();
    private final TreeMap<Long, Seen> seen = new TreeMap<>();
    private final Set<Long> unanswered = new HashSet<>();
    private final Set<Long> answered = new HashSet<>();
    private long largestAnswer;

    /** What the server said of a stored message. */
    record Acknowledged(String id, long seq) {}

    /**
     * A push.
     *
     * @param cause the seq it answers, null where it answers none
     */
    record Seen(String id, String text, Long cause) {
        static Seen of(JsonObject push) {
            return new Seen(push.getString("id"), push.getString("text"), push.getLong("cause"));
        }
    }

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

    /** How many messages are not acknowledged yet. */
    synchronized int waiting() {
        return outbox.size();
    }

    /** How many messages are acknowledged and not answered yet. */
    synchronized int unanswered() {
        return unanswered.size();
    }

    /** All this client ever said here: text by client id, in order. */
    synchronized Map<String, String> said() {
        return new LinkedHashMap<>(said);
    }

    /** The text of something this client said here; null when it never did. */
    synchronized String text(String clientId) {
        return said.get(clientId);
    }

    /** Notes that a message was refused for the moment. It stays in the outbox, and its place among the others is lost. */
    synchronized void refuse(String clientId) {
        refused.add(clientId);
    }

    synchronized boolean wasRefused(String clientId) {
        return refused.contains(clientId);
    }

    /** What is to be sent again on a new connection, in order: nobody knows what became of it on those before. */
    synchronized Set<String> repeat() {
        repeated.addAll(outbox.keySet());
        return new LinkedHashSet<>(outbox.keySet());
    }

    synchronized boolean wasRepeated(String clientId) {
        return repeated.contains(clientId);
    }

    synchronized int refusals() {
        return refused.size();
    }

    /** Takes an acknowledgement; the earlier one when there was one. */
    synchronized Acknowledged acknowledge(String clientId, Acknowledged reply) {
        outbox.remove(clientId);
        if (!answered.contains(reply.seq())) {
            unanswered.add(reply.seq());
        }
        return acknowledged.put(clientId, reply);
    }

    synchronized Map<String, Acknowledged> acknowledged() {
        return new LinkedHashMap<>(acknowledged);
    }

    /** Takes a push; the earlier one of this seq when there was one. */
    synchronized Seen see(long seq, Seen push) {
        if (push.cause() != null) {
            answered.add(push.cause());
            unanswered.remove(push.cause());
            largestAnswer = Math.max(largestAnswer, seq);
        }
        return seen.put(seq, push);
    }

    synchronized Map<Long, Seen> seen() {
        return new TreeMap<>(seen);
    }

    /** The largest seq of a push seen, or 0: what a join says. */
    synchronized long largestSeen() {
        return seen.isEmpty() ? 0 : seen.lastKey();
    }

    /** The largest seq of an answer seen, or 0. */
    synchronized long largestAnswer() {
        return largestAnswer;
    }

    /** True when everything said was acknowledged and each has been answered. */
    synchronized boolean settled() {
        return outbox.isEmpty() && unanswered.isEmpty();
    }
}
