package dev.parley.store.postgres;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.store.BodyColumns;
import dev.parley.store.Micros;
import dev.parley.store.SessionRow;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows of one kind that go to the database together: one statement a table, with an array a column. */
final class BulkStatements {
    private static final String INSERT_SESSIONS = "INSERT INTO session (key, id, bot, gateway, person, open, last_seq,"
            + " person_seq, engine_position, engine_epoch, attendant, agent, seen, heard, created_at, last_at, closed_at,"
            + " first_in, last_in, record_typing, lapses_at) SELECT * FROM unnest("
            + "$1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::boolean[], $7::bigint[],"
            + " $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[], $14::bigint[],"
            + " $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::boolean[],"
            + " $21::bigint[])";
    private static final String UPDATE_SESSIONS = "UPDATE session AS s SET last_seq = u.last_seq,"
            + " person_seq = u.person_seq, engine_position = u.engine_position, seen = u.seen, heard = u.heard,"
            + " last_at = u.last_at, last_in = u.last_in FROM unnest($1::bigint[], $2::bigint[], $3::bigint[],"
            + " $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])"
            + " AS u(key, last_seq, person_seq, engine_position, seen, heard, last_at, last_in) WHERE s.key = u.key";
    private static final String UPDATE_RESTS = "UPDATE session AS s SET open = u.open, closed_at = u.closed_at,"
            + " first_in = u.first_in, engine_epoch = u.engine_epoch, attendant = u.attendant, agent = u.agent,"
            + " lapses_at = u.lapses_at"
            + " FROM unnest($1::bigint[], $2::boolean[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],"
            + " $7::text[], $8::bigint[]) AS u(key, open, closed_at, first_in, engine_epoch, attendant, agent, lapses_at)"
            + " WHERE s.key = u.key";
    private static final String PUT_DATA = "INSERT INTO session_data (session, data)"
            + " SELECT * FROM unnest($1::bigint[], $2::text[])"
            + " ON CONFLICT (session) DO UPDATE SET data = excluded.data";
    private static final String PUT_USES = "INSERT INTO skill_use (session, skill, at)"
            + " SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[])"
            + " ON CONFLICT (session, skill) DO UPDATE SET at = excluded.at";
    private static final String INSERT_EVENTS = "INSERT INTO event (session, seq, id, at, author, name, kind, text,"
            + " detail, cause, client_id) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[],"
            + " $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])";

    private record NewSession(SessionRow row, long bot) {}

    private record NewEvent(long session, Event event, BodyColumns body) {}

    private record Use(long session, String skill) {}

    private final List<NewSession> sessions = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>();
    private final Map<Long, String> data = new LinkedHashMap<>();
    private final Map<Use, Long> uses = new LinkedHashMap<>();
    private final List<SessionRow> updates = new ArrayList<>();
    private final List<SessionRow> rests = new ArrayList<>();

    void insert(SessionRow session, long bot) {
        sessions.add(new NewSession(session, bot));
    }

    void insert(SessionRow session, Event event, BodyColumns body) {
        events.add(new NewEvent(session.key(), event, body));
    }

    void putData(long session, String json) {
        data.put(session, json);
    }

    void used(long session, String skill, long at) {
        uses.put(new Use(session, skill), at);
    }

    void update(SessionRow session, boolean all) {
        updates.add(session);
        if (all) {
            rests.add(session);
        }
    }

    void clear() {
        sessions.clear();
        events.clear();
        data.clear();
        uses.clear();
        updates.clear();
        rests.clear();
    }

    /** Moves what has gathered to the end of these statements. */
    void drainTo(List<Statement> statements) {
        if (!sessions.isEmpty()) {
            statements.add(new Statement(INSERT_SESSIONS, sessionColumns()));
        }
        if (!events.isEmpty()) {
            statements.add(new Statement(INSERT_EVENTS, eventColumns()));
        }
        if (!data.isEmpty()) {
            statements.add(new Statement(PUT_DATA, dataColumns()));
        }
        if (!uses.isEmpty()) {
            statements.add(new Statement(PUT_USES, useColumns()));
        }
        if (!updates.isEmpty()) {
            updates.sort(Comparator.comparing(row -> row.session().id()));
            statements.add(new Statement(UPDATE_SESSIONS, updateColumns()));
        }
        if (!rests.isEmpty()) {
            rests.sort(Comparator.comparing(row -> row.session().id()));
            statements.add(new Statement(UPDATE_RESTS, restColumns()));
        }
        clear();
    }

    private Tuple sessionColumns() {
        Columnar<NewSession> columns = new Columnar<>(sessions);
        columns.longs(session -> session.row().key());
        columns.uuids(session -> session.row().session().id());
        columns.longs(NewSession::bot);
        columns.texts(session -> session.row().session().gateway());
        columns.uuids(session -> session.row().session().person());
        columns.booleans(session -> session.row().session().open());
        columns.longs(session -> session.row().session().lastSeq());
        columns.longs(session -> session.row().personSeq());
        columns.longs(session -> session.row().session().enginePosition());
        columns.longs(session -> session.row().session().engineEpoch());
        columns.texts(session -> session.row().session().assignee().kind().text());
        columns.texts(session -> session.row().session().assignee().agent());
        columns.longs(session -> session.row().session().seen());
        columns.longs(session -> session.row().session().heard());
        columns.longs(session -> Micros.of(session.row().session().createdAt()));
        columns.longs(session -> session.row().times().last());
        columns.moments(session -> session.row().closedAt());
        columns.moments(session -> session.row().times().firstIn());
        columns.moments(session -> session.row().times().lastIn());
        columns.booleans(session -> session.row().session().recordTyping());
        columns.moments(session -> session.row().lapsesAt());
        return columns.tuple();
    }

    private Tuple dataColumns() {
        Columnar<Map.Entry<Long, String>> columns = new Columnar<>(List.copyOf(data.entrySet()));
        columns.longs(Map.Entry::getKey);
        columns.texts(Map.Entry::getValue);
        return columns.tuple();
    }

    private Tuple updateColumns() {
        Columnar<SessionRow> columns = new Columnar<>(updates);
        Function<Function<Session, Long>, Function<SessionRow, Long>> of = field -> row -> field.apply(row.session());
        columns.longs(SessionRow::key);
        columns.longs(of.apply(Session::lastSeq));
        columns.longs(SessionRow::personSeq);
        columns.longs(of.apply(Session::enginePosition));
        columns.longs(of.apply(Session::seen));
        columns.longs(of.apply(Session::heard));
        columns.longs(row -> row.times().last());
        columns.moments(row -> row.times().lastIn());
        return columns.tuple();
    }

    private Tuple restColumns() {
        Columnar<SessionRow> columns = new Columnar<>(rests);
        columns.longs(SessionRow::key);
        columns.booleans(row -> row.session().open());
        columns.moments(SessionRow::closedAt);
        columns.moments(row -> row.times().firstIn());
        columns.longs(row -> row.session().engineEpoch());
        columns.texts(row -> row.session().assignee().kind().text());
        columns.texts(row -> row.session().assignee().agent());
        columns.moments(SessionRow::lapsesAt);
        return columns.tuple();
    }

    private Tuple useColumns() {
        Columnar<Map.Entry<Use, Long>> columns = new Columnar<>(List.copyOf(uses.entrySet()));
        columns.longs(use -> use.getKey().session());
        columns.texts(use -> use.getKey().skill());
        columns.longs(Map.Entry::getValue);
        return columns.tuple();
    }

    private Tuple eventColumns() {
        Columnar<NewEvent> columns = new Columnar<>(events);
        columns.longs(NewEvent::session);
        columns.longs(added -> added.event().seq());
        columns.uuids(added -> added.event().id());
        columns.longs(added -> Micros.of(added.event().at()));
        columns.texts(added -> added.event().author().type().text());
        columns.texts(added -> added.event().author().name());
        columns.texts(added -> added.body().kind());
        columns.texts(added -> added.body().text());
        columns.texts(added -> added.body().detail());
        columns.longs(added -> added.event().cause());
        columns.texts(added -> added.event().clientId());
        return columns.tuple();
    }

    /** Turns records into one array a column. */
    private static final class Columnar<T> {
        private final List<T> records;
        private final Tuple tuple = Tuple.tuple();

        Columnar(List<T> records) {
            this.records = records;
        }

        void longs(Function<T, @Nullable Long> field) {
            tuple.addValue(column(field, Long[]::new));
        }

        /** Times, of which 0 is none. */
        void moments(ToLongFunction<T> field) {
            longs(each -> {
                long moment = field.applyAsLong(each);
                return moment == 0 ? null : moment;
            });
        }

        void texts(Function<T, @Nullable String> field) {
            tuple.addValue(column(field, String[]::new));
        }

        void uuids(Function<T, @Nullable UUID> field) {
            tuple.addValue(column(field, UUID[]::new));
        }

        void booleans(Function<T, Boolean> field) {
            tuple.addValue(column(field, Boolean[]::new));
        }

        Tuple tuple() {
            return tuple;
        }

        private <V> @Nullable V[] column(Function<T, @Nullable V> field, IntFunction<@Nullable V[]> array) {
            @Nullable V[] column = array.apply(records.size());
            for (int i = 0; i < column.length; i++) {
                column[i] = field.apply(records.get(i));
            }
            return column;
        }
    }
}
