package dev.parley.crash;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares one session's log with what its clients have noted. */
final class LogCheck {
    private final CrashBot bot;
    private final Session session;
    private final List<Event> log;
    private final Violations violations;

    LogCheck(CrashBot bot, Session session, List<Event> log, Violations violations) {
        this.bot = bot;
        this.session = session;
        this.log = log;
        this.violations = violations;
    }

    /** The log by itself: no gap, no step back in time, one answer to each message, nothing else. */
    void holdsTogether() {
        Map<Long, List<Event>> answers = new HashMap<>();
        Set<String> clientIds = new HashSet<>();
        Instant last = Instant.MIN;
        long seq = 0;
        for (Event event : log) {
            violations.unless(event.seq() == ++seq, "%s: where seq %d belongs is %s", session.id(), seq, event);
            violations.unless(!event.at().isBefore(last), "%s: before its predecessor: %s", session.id(), event);
            last = event.at();
            violations.unless(
                    event.clientId() == null || clientIds.add(event.author().type() + event.clientId()),
                    "%s: client id twice: %s",
                    session.id(),
                    event);
            if (event.author().type() == Author.Type.BOT && event.body() instanceof Body.Text) {
                answers.computeIfAbsent(event.cause(), cause -> new ArrayList<>())
                        .add(event);
            }
        }
        violations.unless(session.lastSeq() == seq, "%s: ends at %d, not at %d", session.id(), session.lastSeq(), seq);
        for (Event event : log) {
            if (event.author().type() == Author.Type.PERSON && event.body() instanceof Body.Text) {
                List<Event> given = answers.remove(event.seq());
                boolean once = given != null
                        && given.size() == 1
                        && CrashBot.text(given.get(0)).equals(bot.answer(event))
                        && given.get(0).seq() > event.seq();
                violations.unless(once, "%s: %s was answered by %s", session.id(), event, given);
            }
        }
        violations.unless(answers.isEmpty(), "%s: answers to nothing: %s", session.id(), answers);
    }

    /**
     * What one client noted: each message it said stands there once, and in order; all it saw is there, and it saw all.
     *
     * @param refusals whether messages were refused for a while. Who was, has lost its place, and so may have who was
     *     said again: the client may not have heard why
     */
    void agreesWith(String client, SessionNotes notes, boolean refusals) {
        Map<String, Event> byClientId = new HashMap<>();
        for (Event event : log) {
            if (event.author().type() == Author.Type.PERSON && event.clientId() != null) {
                byClientId.put(event.clientId(), event);
            }
        }
        long last = 0;
        for (Map.Entry<String, String> said : notes.said().entrySet()) {
            Event stored = byClientId.get(said.getKey());
            SessionNotes.Acknowledged reply = notes.acknowledged().get(said.getKey());
            if (stored == null || reply == null) {
                violations.add("%s: %s said %s: stored %s, acknowledged %s", session.id(), client, said, stored, reply);
                continue;
            }
            violations.unless(
                    reply.equals(new SessionNotes.Acknowledged(stored.id().toString(), stored.seq()))
                            && CrashBot.text(stored).equals(said.getValue()),
                    "%s: %s said %s: stored %s, acknowledged %s",
                    session.id(),
                    client,
                    said,
                    stored,
                    reply);
            if (!refusals || !(notes.wasRefused(said.getKey()) || notes.wasRepeated(said.getKey()))) {
                violations.unless(stored.seq() > last, "%s: %s out of order: %s", session.id(), client, stored);
                last = stored.seq();
            }
        }
        Map<Long, SessionNotes.Seen> seen = notes.seen();
        for (Event event : log) {
            boolean text = event.body() instanceof Body.Text;
            SessionNotes.Seen push = seen.remove(event.seq());
            if (push == null) {
                boolean own = event.clientId() != null && notes.text(event.clientId()) != null;
                violations.unless(!text || own, "%s: %s never saw %s", session.id(), client, event);
            } else {
                boolean same =
                        push.equals(new SessionNotes.Seen(event.id().toString(), CrashBot.text(event), event.cause()));
                violations.unless(text && same, "%s: %s saw %s for %s", session.id(), client, push, event);
            }
        }
        violations.unless(seen.isEmpty(), "%s: %s saw what is not there: %s", session.id(), client, seen);
    }

    /**
     * All a person said in it was said in this very session.
     *
     * @param known the notes of all clients that have the session, by the client's name
     */
    void saidOnlyBy(Map<String, SessionNotes> known) {
        for (Event event : log) {
            if (event.author().type() == Author.Type.PERSON && event.body() instanceof Body.Text) {
                String clientId = String.valueOf(event.clientId());
                SessionNotes notes = known.get(clientId.replaceFirst("-.*", ""));
                boolean said = notes != null && CrashBot.text(event).equals(notes.text(clientId));
                violations.unless(said, "%s: belongs to another session: %s", session.id(), event);
            }
        }
    }
}
