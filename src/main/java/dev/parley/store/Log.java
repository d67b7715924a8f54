package dev.parley.store;

import dev.parley.conversation.Appended;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.Settlement;
import dev.parley.conversation.Signal;
import dev.parley.conversation.Target;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What can be done to a session's log, inside a transaction of the writer. What is refused is refused before a change. */
final class Log {
    private final Database database;
    private final InstantSource clock;
    private Times times;
    private long lastKey;

    Log(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        times = new Times(database, clock);
    }

    /** Forgets what it knows of the database: somebody else may have written there. */
    void forget() {
        times = new Times(database, clock);
        lastKey = 0;
    }

    /** An id that is taken by a session of the same bot and gateway makes the call a repeat. */
    Appended open(Transaction transaction, NewSession opened, MergedData data, List<Entry> first) throws SQLException {
        Optional<Row> taken = transaction.find(opened.id());
        if (taken.isPresent()) {
            Session session = taken.get().session();
            if (!new Target(opened.id(), opened.bot(), opened.gateway()).covers(session)) {
                throw new RefusedException(Refusal.UNKNOWN_SESSION, "the id is another session's");
            }
            return new Appended(session, List.of(), true);
        }
        long now = times.next(0, opened.person());
        Session session = new Session(
                opened.id(),
                opened.bot(),
                opened.gateway(),
                opened.person(),
                data.data(),
                true,
                0,
                0,
                0,
                0,
                0,
                Micros.instant(now));
        Row row = new Row(nextKey(), session, 0, now, data.bytes());
        List<Event> events = new ArrayList<>();
        for (Entry entry : first) {
            Event event = insert(row, entry);
            row = row.grown(event);
            events.add(event);
        }
        database.insert(row);
        if (!data.data().isEmpty()) {
            database.putData(row, data.json());
        }
        transaction.inserted(row);
        return told(transaction, row, events);
    }

    /** A repeat is recognised even when the session was closed since: its sender only missed the answer. */
    Appended append(Transaction transaction, Target target, Entry entry) throws SQLException {
        Row row = transaction.require(target);
        Optional<Event> before = written(row, entry.draft());
        if (before.isPresent()) {
            return new Appended(row.session(), List.of(before.get()), true);
        }
        refuseClosed(row);
        return grow(transaction, row, entry);
    }

    Appended merge(Transaction transaction, Target target, DataPatch patch, int maxBytes, Entry entry)
            throws SQLException {
        Row row = transaction.require(target);
        refuseClosed(row);
        MergedData merged = MergedData.of(row.session().data(), patch);
        if (merged.bytes() > maxBytes) {
            throw new RefusedException(
                    Refusal.TOO_LONG, "the data would take " + merged.bytes() + " of " + maxBytes + " bytes");
        }
        database.putData(row, merged.json());
        return grow(transaction, row.merged(merged), entry);
    }

    Appended close(Transaction transaction, Target target, Entry entry) throws SQLException {
        Row row = transaction.require(target);
        if (!row.session().open()) {
            Event closed = database.event(row, row.session().lastSeq());
            return new Appended(row.session(), List.of(closed), true);
        }
        return grow(transaction, row, entry);
    }

    Session seen(Transaction transaction, Target target, long seq) throws SQLException {
        Row row = transaction.require(target);
        Row seen = row.seen(seq);
        if (seen.session().seen() != row.session().seen()) {
            transaction.change(seen);
        }
        return seen.session();
    }

    void heard(Transaction transaction, Map<UUID, Long> seqs) throws SQLException {
        for (Map.Entry<UUID, Long> mark : seqs.entrySet()) {
            Row row = transaction.find(mark.getKey()).orElse(null);
            if (row == null) {
                continue;
            }
            Row heard = row.heard(mark.getValue());
            if (heard.session().heard() != row.session().heard()) {
                transaction.change(heard);
            }
        }
    }

    Optional<Appended> settle(Transaction transaction, Settlement settlement, List<Entry> answers, Entry closing)
            throws SQLException {
        Row row = transaction.find(settlement.session()).orElse(null);
        if (row == null
                || row.session().engineEpoch() != settlement.epoch()
                || row.session().enginePosition() != settlement.expected()) {
            return Optional.empty();
        }
        boolean open = row.session().open();
        row = row.delivered(settlement.position());
        List<Event> events = new ArrayList<>();
        boolean told = false;
        if (open) {
            for (Entry answer : answers) {
                if (written(row, answer.draft()).isEmpty()) {
                    Event event = insert(row, answer);
                    row = row.grown(event);
                    events.add(event);
                }
            }
            if (!settlement.data().isEmpty()) {
                MergedData merged = MergedData.of(row.session().data(), settlement.data());
                database.putData(row, merged.json());
                row = row.merged(merged);
                told = true;
            }
            if (settlement.close()) {
                Event event = insert(row, closing);
                row = row.grown(event);
                events.add(event);
            }
        }
        transaction.change(row);
        Appended settled = told || !events.isEmpty()
                ? told(transaction, row, events)
                : new Appended(row.session(), List.of(), false);
        settlement.told().forEach(transaction::signal);
        return Optional.of(settled);
    }

    void addImage(Transaction transaction, Target target, ImageRecord image) throws SQLException {
        Row row = transaction.require(target);
        refuseClosed(row);
        database.insert(row, image);
    }

    private Appended grow(Transaction transaction, Row row, Entry entry) throws SQLException {
        Event event = insert(row, entry);
        Row grown = row.grown(event);
        transaction.change(grown);
        return told(transaction, grown, List.of(event));
    }

    private Event insert(Row row, Entry entry) throws SQLException {
        Draft draft = entry.draft();
        Session session = row.session();
        Event event = new Event(
                draft.id(),
                session.lastSeq() + 1,
                Micros.instant(times.next(row.lastAt(), session.person())),
                draft.author(),
                draft.body(),
                draft.cause(),
                draft.clientId());
        database.insert(row, event, entry.columns());
        return event;
    }

    private Optional<Event> written(Row row, Draft draft) throws SQLException {
        String clientId = draft.clientId();
        return clientId == null
                ? Optional.empty()
                : database.written(row, draft.author().type(), clientId);
    }

    private long nextKey() throws SQLException {
        if (lastKey == 0) {
            lastKey = database.lastKey();
        }
        return ++lastKey;
    }

    private static Appended told(Transaction transaction, Row row, List<Event> events) {
        List<Event> written = List.copyOf(events);
        transaction.signal(new Signal.Grew(row.session(), written));
        return new Appended(row.session(), written, false);
    }

    private static void refuseClosed(Row row) {
        if (!row.session().open()) {
            throw new RefusedException(Refusal.SESSION_CLOSED, "the session is closed");
        }
    }
}
