package dev.parley.store.sqlite;

import dev.parley.conversation.Event;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A page of what was said with a person in all sessions, newest first. A person has few sessions, and each is read from
 * its newest event on; no more is kept than a page and what one session adds to it.
 */
final class SaidPage {
    private static final int SESSIONS = 100;
    private static final Comparator<Sized> NEWEST_FIRST =
            Comparator.comparing((Sized said) -> said.said().event().at()).reversed();

    private final PageLimit limit;
    private final List<Sized> page = new ArrayList<>();

    private record Sized(Said said, long bytes) {}

    SaidPage(PageLimit limit) {
        this.limit = limit;
    }

    /** Reads it, before a time in microseconds. */
    List<Said> read(Tables tables, UUID person, long before) throws SQLException {
        UUID after = null;
        List<Session> sessions;
        do {
            sessions = tables.sessions.ofPerson(person, after, SESSIONS);
            for (Session session : sessions) {
                tables.events.said(session.id(), before, limit, (event, bytes) -> add(session, event, bytes));
                trim();
                after = session.id();
            }
        } while (sessions.size() == SESSIONS);
        return page.stream().map(Sized::said).toList();
    }

    private void add(Session session, Event event, long bytes) {
        page.add(new Sized(new Said(session, event), bytes));
    }

    private void trim() {
        page.sort(NEWEST_FIRST);
        int size = 0;
        long bytes = 0;
        while (size < page.size()) {
            bytes += page.get(size).bytes();
            if (size > 0 && (size == limit.events() || bytes > limit.bytes())) {
                break;
            }
            size++;
        }
        page.subList(size, page.size()).clear();
    }
}
