package dev.parley.crash;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.Store;
import dev.parley.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Compares all that clients and bots have noted with all that is stored, when nobody writes any more. */
final class Reckoning {
    private static final int PAGE = 1_000;

    private final Crowd crowd;
    private final Store store;
    private final Violations violations;
    private final boolean refusals;

    Reckoning(Crowd crowd, Store store, Violations violations) {
        this.crowd = crowd;
        this.store = store;
        this.violations = violations;
        refusals = crowd.refused() > 0;
    }

    void run() {
        Map<String, Map<String, SessionNotes>> notes = crowd.notes();
        crowd.bots().forEach((id, bot) -> {
            UUID botId = UUID.fromString(id);
            for (Session session : sessions(botId)) {
                // A session whose opening was never acknowledged is nobody's, but sound.
                Map<String, SessionNotes> known = Optional.ofNullable(
                                notes.remove(session.id().toString()))
                        .orElse(Map.of());
                compare(bot, session, known);
            }
            Waiting.on(store.undeliverables().list(botId, Optional.empty(), PAGE))
                    .forEach(given -> violations.add("%s: given up: %s", bot.name(), given));
        });
        violations.unless(notes.isEmpty(), "acknowledged sessions that are not there: %s", notes.keySet());
    }

    private void compare(CrashBot bot, Session session, Map<String, SessionNotes> known) {
        List<Event> log = log(session.id());
        LogCheck check = new LogCheck(bot, session, log, violations);
        check.holdsTogether();
        bot.check(session.id().toString(), log);
        check.saidOnlyBy(known);
        known.forEach((client, notes) -> check.agreesWith(client, notes, refusals));
        known.values()
                .forEach(kept -> violations.unless(
                        kept.owner().equals(session.data().getString("owner")),
                        "%s: opened by %s has the data %s",
                        session.id(),
                        kept.owner(),
                        session.data()));
    }

    private List<Session> sessions(UUID bot) {
        List<Session> all = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        List<Session> page;
        do {
            page = Waiting.on(store.sessions(bot, after, PAGE));
            all.addAll(page);
            after = page.isEmpty()
                    ? after
                    : Optional.of(page.get(page.size() - 1).id());
        } while (page.size() == PAGE);
        return all;
    }

    private List<Event> log(UUID session) {
        List<Event> all = new ArrayList<>();
        List<Event> page;
        do {
            page = Waiting.on(store.after(
                    session, all.isEmpty() ? 0 : all.get(all.size() - 1).seq(), PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }
}
