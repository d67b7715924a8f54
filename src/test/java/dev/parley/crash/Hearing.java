package dev.parley.crash;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one connection of a client is told of its sessions; it reports at once what it must not be told. */
final class Hearing {
    private final String client;
    private final Violations violations;
    private final Map<String, Long> told = new HashMap<>();
    private final Set<String> own = new HashSet<>();

    Hearing(String client, Violations violations) {
        this.client = client;
        this.violations = violations;
    }

    /** Takes what the reply to the join says of a session; the session goes on where the client was. */
    void resumed(SessionNotes session, JsonObject state) {
        if (!state.getBoolean("recovered", false)) {
            violations.add("%s: session %s resumed with %s", client, session.session(), state);
            return;
        }
        told.put(session.session(), session.largestSeen());
        session.acknowledged()
                .forEach((clientId, message) -> violations.unless(
                        message.seq() <= state.getLong("seq"),
                        "%s: %s was acknowledged at %d, but the log ends at %s",
                        client,
                        clientId,
                        message.seq(),
                        state));
    }

    /** Notes that something was said on this connection, and on none before: the client must not hear it here. */
    void said(String clientId) {
        own.add(clientId);
    }

    /** Takes a push of a session. */
    void hear(SessionNotes session, PhoenixSocket.Frame frame) {
        JsonObject push = frame.payload();
        long seq = push.getLong("seq");
        long last = told.getOrDefault(session.session(), 0L);
        violations.unless(seq > last, "%s: after seq %d of a join came %s", client, last, push);
        told.put(session.session(), Math.max(last, seq));
        // What was refused is not known to be the client's own when it is stored after all.
        String clientId = push.getString("client_id", "");
        violations.unless(
                frame.event().equals("btu_msg") || !own.contains(clientId) || session.wasRefused(clientId),
                "%s: hears its own words on the same join: %s",
                client,
                push);
        SessionNotes.Seen before = session.see(seq, SessionNotes.Seen.of(push));
        violations.unless(before == null, "%s: seq %d twice: %s and %s", client, seq, before, push);
    }
}
