package dev.parley.api;

import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;

/** Finds the session in the address, if the caller may see its bot. */
final class KnownSession {
    private final LogQueries logs;

    KnownSession(LogQueries logs) {
        this.logs = logs;
    }

    /** The session, or a 404. */
    Future<Session> of(Request request) {
        return logs.session(new SessionRef(request.id("session"), null, null))
                .map(found -> found.filter(session -> request.caller().sees(session.bot()))
                        .orElseThrow(() -> ApiFailure.unknown("session")));
    }

    /** What reaches this session and, should it be erased and made anew for another bot meanwhile, no other. */
    static SessionRef target(Session session) {
        return new SessionRef(session.id(), session.bot(), null);
    }
}
