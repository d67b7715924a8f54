package dev.parley.store;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Place;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import dev.parley.conversation.SessionRef;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done to a session's log, inside a transaction of the writer. What is refused is refused before a change. */
final class SessionCommands {
    private final Database database;
    private final InstantSource clock;
    private Times times;
    private long lastKey;

    SessionCommands(Database database, InstantSource clock) {
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
        Optional<SessionRow> taken = transaction.find(opened.id());
        if (taken.isPresent()) {
            Session session = taken.get().session();
            if (!new SessionRef(opened.id(), opened.bot(), opened.gateway()).covers(session)) {
                throw new RefusedException(Refusal.UNKNOWN_SESSION, "the id is another session's");
            }
            return new Appended(session, List.of(), true);
        }
        long now = times.next(0, opened.person());
        SessionOrigin origin = new SessionOrigin(
                opened.id(),
                opened.bot(),
                opened.gateway(),
                opened.person(),
                Micros.instant(now),
                opened.recordTyping());
        Session session = new Session(origin, data.data(), true, Assignee.ENGINE, SessionMarks.NONE, opened.lapsesAt());
        SessionRow row = new SessionRow(nextKey(), session, 0, new SessionRow.Moments(now, 0, 0), data.bytes());
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
    Appended append(Transaction transaction, SessionRef target, List<Entry> entries, int maxData) throws SQLException {
        SessionRow row = transaction.require(target);
        Optional<Event> before = written(row, entries.get(0).draft());
        if (before.isPresent()) {
            return new Appended(row.session(), List.of(before.get()), true);
        }
        refuseUnwritable(row, target);
        List<Entry> fresh = entries.size() == 1 ? entries : unwritten(row, entries);
        MergedData merged = merged(row, fresh, maxData);
        if (merged != null) {
            database.putData(row, merged.json());
            row = row.merged(merged);
        }
        return grow(transaction, row, fresh);
    }

    /** What of a message is not in the log yet; parts under one client id are one. */
    private List<Entry> unwritten(SessionRow row, List<Entry> entries) throws SQLException {
        Set<String> used = new HashSet<>();
        List<Entry> fresh = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Draft draft = entry.draft();
            if (draft.clientId() == null
                    || (used.add(draft.author().type() + draft.clientId())
                            && written(row, draft).isEmpty())) {
                fresh.add(entry);
            }
        }
        return fresh;
    }

    /** The session's data behind these events; null when they leave it as it is. */
    private static @Nullable MergedData merged(SessionRow row, List<Entry> entries, int maxData) {
        MergedData merged = null;
        for (Entry entry : entries) {
            if (entry.draft().body() instanceof Body.DataMerged data) {
                JsonObject before = merged == null ? row.session().data() : merged.data();
                merged = MergedData.of(before, new DataPatch(data.set(), data.remove()));
            }
        }
        return merged == null ? null : limited(merged, maxData);
    }

    private static MergedData limited(MergedData merged, int maxData) {
        if (merged.bytes() > maxData) {
            throw new RefusedException(
                    Refusal.TOO_LONG, "the data would take " + merged.bytes() + " of " + maxData + " bytes");
        }
        return merged;
    }

    Appended close(Transaction transaction, SessionRef target, Entry entry) throws SQLException {
        SessionRow row = transaction.require(target);
        if (!row.session().open()) {
            Event closed = database.event(row, row.session().lastSeq());
            return new Appended(row.session(), List.of(closed), true);
        }
        return grow(transaction, row, List.of(entry));
    }

    Session seen(Transaction transaction, SessionRef target, long seq) throws SQLException {
        SessionRow row = transaction.require(target);
        SessionRow seen = row.seen(seq);
        if (seen.session().seen() != row.session().seen()) {
            transaction.change(seen);
        }
        return seen.session();
    }

    void heard(Transaction transaction, Map<UUID, Long> seqs) throws SQLException {
        for (Map.Entry<UUID, Long> mark : seqs.entrySet()) {
            SessionRow row = transaction.find(mark.getKey()).orElse(null);
            if (row == null) {
                continue;
            }
            SessionRow heard = row.heard(mark.getValue());
            if (heard.session().heard() != row.session().heard()) {
                transaction.change(heard);
            }
        }
    }

    void prolong(Transaction transaction, SessionRef target, Instant lapsesAt) throws SQLException {
        SessionRow row = transaction.find(target).orElse(null);
        if (row == null) {
            return;
        }
        SessionRow prolonged = row.prolonged(lapsesAt);
        if (!prolonged.resembles(row)) {
            transaction.change(prolonged);
        }
    }

    /** @param entering the agent's {@link Body.Joined} */
    Appended takeOver(Transaction transaction, SessionRef target, Entry entering) throws SQLException {
        SessionRow row = transaction.require(target);
        refuseClosed(row);
        Assignee agent =
                Assignee.agent(Objects.requireNonNull(entering.draft().author().name()));
        Assignee before = row.session().assignee();
        if (before.equals(agent)) {
            return new Appended(row.session(), List.of(), true);
        }
        if (before.kind() == Assignee.Kind.AGENT) {
            throw new RefusedException(Refusal.TAKEN_OVER, before.agent() + " has the session");
        }
        Event event = insert(row, entering);
        return told(transaction, attend(transaction, row.grown(event), agent), List.of(event));
    }

    Appended handBack(Transaction transaction, SessionRef target) throws SQLException {
        SessionRow row = transaction.require(target);
        refuseClosed(row);
        Assignee before = row.session().assignee();
        if (before.kind() == Assignee.Kind.ENGINE) {
            return new Appended(row.session(), List.of(), true);
        }
        List<Event> events = new ArrayList<>(1);
        if (before.kind() == Assignee.Kind.AGENT) {
            Author agent = new Author(Author.Type.AGENT, before.agent());
            Event event = insert(row, Entry.of(Draft.of(agent, new Body.Left())));
            row = row.grown(event);
            events.add(event);
        }
        return told(transaction, attend(transaction, row, Assignee.ENGINE), events);
    }

    private SessionRow attend(Transaction transaction, SessionRow row, Assignee assignee) throws SQLException {
        SessionRow attended = row.attended(assignee);
        database.undeliverables().endReplays(row);
        transaction.change(attended);
        return attended;
    }

    /** @param last the engine's last word, when the settlement has one */
    Optional<Appended> settle(
            Transaction transaction, DeliveryOutcome outcome, List<Entry> answers, @Nullable Entry last, int maxData)
            throws SQLException {
        SessionRow row = transaction.find(outcome.session()).orElse(null);
        if (row == null || row.session().engineEpoch() != outcome.epoch() || !isDue(row, outcome.dealt())) {
            return Optional.empty();
        }
        boolean open = row.session().open();
        DataPatch data = outcome.answered().data();
        MergedData merged =
                open && !data.isEmpty() ? limited(MergedData.of(row.session().data(), data), maxData) : null;
        note(row, outcome);
        if (outcome.dealt() instanceof DeliveryPosition.Next next) {
            row = row.delivered(next.seq());
        }
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
            if (merged != null) {
                database.putData(row, merged.json());
                row = row.merged(merged);
                told = true;
            }
            if (last != null) {
                Event event = insert(row, last);
                row = row.grown(event);
                events.add(event);
            }
            if (outcome.answered().then() == NextStep.HAND_OFF) {
                row = attend(transaction, row, Assignee.NOBODY);
            }
        }
        transaction.change(row);
        Appended settled = told || !events.isEmpty()
                ? told(transaction, row, events)
                : new Appended(row.session(), List.of(), false);
        outcome.told().forEach(transaction::notification);
        return Optional.of(settled);
    }

    private boolean isDue(SessionRow row, DeliveryPosition dealt) throws SQLException {
        return dealt instanceof DeliveryPosition.Next next
                ? row.session().enginePosition() == next.expected()
                : database.undeliverables().isReplaying(row, dealt.seq());
    }

    /** Keeps account of the delivery beside the log. */
    private void note(SessionRow row, DeliveryOutcome outcome) throws SQLException {
        long seq = outcome.dealt().seq();
        String reason = outcome.undeliverable();
        if (reason != null) {
            database.undeliverables().put(row, seq, times.now(), reason);
        } else if (outcome.dealt() instanceof DeliveryPosition.Replay) {
            database.undeliverables().remove(row, seq);
        }
        for (String skill : outcome.answered().skills()) {
            database.used(row, skill, times.now());
        }
    }

    /** Marks events for another delivery; those that can have one. */
    List<Place> replay(Transaction transaction, UUID bot, List<Place> places) throws SQLException {
        List<Place> replayed = new ArrayList<>();
        Set<UUID> sessions = new LinkedHashSet<>();
        for (Place place : places) {
            SessionRow row =
                    transaction.find(new SessionRef(place.session(), bot, null)).orElse(null);
            if (row != null
                    && row.session().assignee().kind() == Assignee.Kind.ENGINE
                    && database.undeliverables().replay(row, place.seq())) {
                replayed.add(place);
                sessions.add(place.session());
            }
        }
        sessions.forEach(session -> transaction.notification(new Notification.Replay(session, bot)));
        return List.copyOf(replayed);
    }

    void addImage(Transaction transaction, SessionRef target, ImageRecord image) throws SQLException {
        SessionRow row = transaction.require(target);
        refuseClosed(row);
        database.insert(row, image);
    }

    private Appended grow(Transaction transaction, SessionRow row, List<Entry> entries) throws SQLException {
        List<Event> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Event event = insert(row, entry);
            row = row.grown(event);
            events.add(event);
        }
        transaction.change(row);
        return told(transaction, row, events);
    }

    private Event insert(SessionRow row, Entry entry) throws SQLException {
        Draft draft = entry.draft();
        Session session = row.session();
        Event event = new Event(
                draft.id(),
                session.lastSeq() + 1,
                Micros.instant(times.next(row.times().last(), session.person())),
                draft.author(),
                draft.body(),
                draft.cause(),
                draft.clientId(),
                draft.note());
        database.insert(row, event, entry.columns());
        return event;
    }

    private Optional<Event> written(SessionRow row, Draft draft) throws SQLException {
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

    private static Appended told(Transaction transaction, SessionRow row, List<Event> events) {
        List<Event> written = List.copyOf(events);
        transaction.notification(new Notification.LogAppended(row.session(), written));
        return new Appended(row.session(), written, false);
    }

    private static void refuseUnwritable(SessionRow row, SessionRef target) {
        refuseClosed(row);
        Refusal refusal = target.refusal(row.session()).orElse(null);
        if (refusal != null) {
            throw new RefusedException(refusal, "only " + target.writing() + " may be written");
        }
    }

    private static void refuseClosed(SessionRow row) {
        if (!row.session().open()) {
            throw new RefusedException(Refusal.SESSION_CLOSED, "the session is closed");
        }
    }
}
