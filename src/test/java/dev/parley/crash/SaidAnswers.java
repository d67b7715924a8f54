package dev.parley.crash;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The answers that a bot said by itself, each under a client id made of the event it answers, and had acknowledged. */
final class SaidAnswers {
    private final Map<String, Said> acknowledged = new ConcurrentHashMap<>();
    private final Violations violations;

    /** What the server said of a stored answer. */
    record Said(String session, String id, long seq) {}

    SaidAnswers(Violations violations) {
        this.violations = violations;
    }

    /** The client id of the answer to an event: the same whoever answers, and however often. */
    static String clientId(String event) {
        return "re-" + event;
    }

    void acknowledge(String clientId, Said said) {
        Said before = acknowledged.put(clientId, said);
        violations.unless(
                before == null || before.equals(said), "%s was acknowledged as %s and as %s", clientId, before, said);
    }

    /** Compares with a session's log. */
    void check(String session, List<Event> log) {
        Map<String, Event> answers = new HashMap<>();
        for (Event event : log) {
            if (event.author().type() == Author.Type.BOT && event.clientId() != null) {
                answers.put(event.clientId(), event);
            }
        }
        acknowledged.forEach((clientId, said) -> {
            if (said.session().equals(session)) {
                Event stored = answers.get(clientId);
                boolean there = stored != null
                        && stored.seq() == said.seq()
                        && stored.id().toString().equals(said.id());
                violations.unless(there, "%s: answer %s acknowledged as %s is %s", session, clientId, said, stored);
            }
        });
    }
}
