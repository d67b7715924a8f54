package dev.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotError;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Identity;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.CommandRun;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From SQLite to a real PostgreSQL by the command line. */
class StoreCopyTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    private final PostgresServer postgres = PostgresServer.shared();
    private final UUID talking = UUID.randomUUID();
    private String url;
    private TestServer server;
    private UUID bot;

    @BeforeEach
    void start() {
        url = postgres.newStore();
        server = TestServer.start();
        bot = UUID.fromString(server.makeBot("{\"engine\":{\"type\":\"none\"}}"));
    }

    @AfterEach
    void stop() {
        server.stop();
        postgres.dropStore(url);
    }

    @Test
    void everyRowOfEveryTableArrivesAndTheServerGoesOn() throws Exception {
        server.pause();
        fillWhileNoEngineRuns();
        change("INSERT INTO erasure (session, person) VALUES (900, NULL)");
        Map<String, List<String>> before = sqlite();
        assertThat(before).allSatisfy((table, rows) -> assertThat(rows).isNotEmpty());

        CommandRun run = CommandRun.in(server.directory(), "store", "copy", "--to", url);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        int all = before.values().stream().mapToInt(List::size).sum();
        assertThat(run.out())
                .startsWith("copied " + all + " rows of " + before.size() + " tables to postgresql://")
                .doesNotContain("test&pass", "test%26pass");
        assertThat(postgres(before)).isEqualTo(before);
        goesOn();
        server.resume();
    }

    private void goesOn() {
        TestServer moved = TestServer.start(settings -> settings.store(url)
                .dataDir(server.directory().resolve("data"))
                .uploadsDir(server.directory().resolve("uploads")));
        try {
            Store store = moved.parts().store();
            assertThat(moved.api("GET", "/api/bots/" + bot, "").statusCode()).isEqualTo(200);
            SessionRef session = new SessionRef(talking, bot, "phoenix");
            long last = last(store, session);
            assertThat(Waiting.on(StoreCalls.append(store, session, text("on postgres")))
                            .events())
                    .extracting(Event::seq)
                    .containsExactly(last + 1);
            assertThat(Waiting.on(StoreCalls.append(
                                    store, session, Draft.of(Author.PERSON, new Body.Text("again"), null, "c1")))
                            .duplicate())
                    .isTrue();
            UUID other = UUID.fromString(moved.makeBot("{\"engine\":{\"type\":\"echo\"}}"));
            SessionRef fresh = open(store, other, null);
            Waiting.on(StoreCalls.append(store, fresh, text("a new one")));
            Waiting.until("the new bot answered", () -> last(store, fresh) == 2);
            Person person = Waiting.on(store.people().obtain(new Identity("chip", "org", "k2"), "Bob"));
            assertThat(Waiting.on(store.people().person(person.id()))).contains(person);
            Waiting.on(store.audit().write(new AuditEntry(0, NOON, "t", "read", bot, talking)));
            Waiting.on(store.errors().note(new BotError(NOON, bot, talking, null, "once more")));
            assertThat(Waiting.on(store.errors().of(bot, 10))).hasSize(2);
        } finally {
            moved.pause();
        }
    }

    @Test
    void aStoreInUseIsNotCopied() {
        CommandRun run = CommandRun.in(server.directory(), "store", "copy", "--to", url);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("is in use by process");
    }

    @Test
    void aTargetThatIsNotEmptyIsLeftAlone() {
        server.pause();
        assertThat(CommandRun.in(server.directory(), "store", "copy", "--to", url)
                        .code())
                .isZero();
        CommandRun again = CommandRun.in(server.directory(), "store", "copy", "--to", url);
        server.resume();

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err())
                .contains("is not empty: there are rows in its table bot")
                .doesNotContain("test%26pass");
    }

    @Test
    void whatFailsHalfwayLeavesAnEmptyTargetThatCanBeFilledAfterwards() throws Exception {
        open(server.parts().store(), bot, null);
        server.pause();
        // The tables come by name: this one is last but one, and PostgreSQL takes no U+0000.
        change("INSERT INTO token VALUES (x'00112233445566778899aabbccddeeff', 'a' || char(0), 'h', 'read', '[]', 1)");
        CommandRun failed = CommandRun.in(server.directory(), "store", "copy", "--to", url);
        change("DELETE FROM token");
        CommandRun run = CommandRun.in(server.directory(), Map.of("PARLEY_STORE", url), "store", "copy");
        server.resume();

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .startsWith("the copy to postgresql://parley:***@")
                .contains(" failed, and nothing was copied: ");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void thereMustBeSomethingToCopyAndSomewhereToCopyItTo(@TempDir Path empty) {
        assertThat(CommandRun.in(empty, "store", "copy", "--to", url).err()).startsWith("there is no file ");
        assertThat(CommandRun.in(empty, "store", "copy", "--to", "mysql://u:geheim@h/d")
                        .err())
                .contains("the store is not written postgresql://")
                .doesNotContain("geheim");
        assertThat(CommandRun.in(empty, "store", "copy", "--to", url, "--store", url)
                        .err())
                .contains("say --store sqlite");
        assertThat(CommandRun.in(empty, Map.of("PARLEY_STORE", url), "store", "copy")
                        .err())
                .startsWith("there is no file ");
        CommandRun nowhere = CommandRun.in(empty, "store", "copy");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).startsWith("there is no store to copy to: set PARLEY_STORE");
    }

    private void fillWhileNoEngineRuns() {
        Vertx vertx = Vertx.vertx();
        Store store = Waiting.on(
                SqliteStore.open(vertx, SqliteOptions.of(server.directory().resolve("data/parley.db"))));
        fill(store);
        Waiting.on(store.close());
        Waiting.on(vertx.close());
    }

    private void fill(Store store) {
        Person person = Waiting.on(store.people().obtain(new Identity("chip", "org", "k1"), "Ann"));
        SessionRef session = new SessionRef(talking, bot, "phoenix");
        Waiting.on(store.open(
                new NewSession(talking, bot, "phoenix", person.id(), new JsonObject().put("lang", "de"), List.of())));
        Waiting.on(
                StoreCalls.append(store, session, Draft.of(Author.PERSON, new Body.Text("grüß dich 👋"), null, "c1")));
        Event event = Waiting.on(store.after(talking, 0, 1)).get(0);
        Session now = Waiting.on(store.session(session)).orElseThrow();
        Waiting.on(StoreCalls.settle(
                store,
                new DeliveryOutcome(
                        talking,
                        now.engineEpoch(),
                        new DeliveryPosition.Next(now.enginePosition(), event.seq()),
                        new Answered(List.of(text("what?")), DataPatch.NONE, NextStep.GO_ON, Set.of("greeting")),
                        "the bot is away",
                        List.of())));
        for (int i = 0; i < 2_100; i++) {
            StoreCalls.append(store, session, text("line " + i));
        }
        Waiting.on(StoreCalls.append(store, session, text("last line")));
        Waiting.on(store.seen(session, 3));
        Waiting.on(store.addImage(session, new ImageRecord(UUID.randomUUID(), talking, "image/png", 7, null, 3, NOON)));
        SessionRef closed = open(store, bot, null);
        Waiting.on(StoreCalls.append(store, closed, text("bye")));
        Waiting.on(store.close(closed, Author.PERSON));
        SessionRef taken = open(store, bot, person.id());
        Waiting.on(store.takeOver(taken, new Author(Author.Type.AGENT, "Eve")));
        open(store, bot, null);
        DataPatch note = new DataPatch(new JsonObject().put("k", "v"), Set.of());
        Waiting.on(store.documents()
                .change(new DocumentQueries.Owner.OfPerson(person.id(), bot), "notes", note, 100, UUID.randomUUID()));
        Waiting.on(store.documents()
                .change(new DocumentQueries.Owner.OfSession(talking), "notes", note, 100, UUID.randomUUID()));
        Waiting.on(store.documents().secret("one"));
        Waiting.on(store.tokens()
                .put(new ApiToken(UUID.randomUUID(), "t", "f".repeat(64), ApiToken.Role.READ, Set.of(bot), NOON)));
        Waiting.on(store.audit().write(new AuditEntry(0, NOON, "t", "read", bot, talking)));
        Waiting.on(store.errors().note(new BotError(NOON, bot, talking, "greeting", "no answer")));
    }

    private static SessionRef open(Store store, UUID bot, UUID person) {
        SessionRef session = new SessionRef(UUID.randomUUID(), bot, "phoenix");
        Waiting.on(store.open(new NewSession(session.session(), bot, "phoenix", person, new JsonObject(), List.of())));
        return session;
    }

    private static Draft text(String text) {
        return Draft.of(Author.PERSON, new Body.Text(text));
    }

    private static long last(Store store, SessionRef session) {
        return Waiting.on(store.session(session)).map(Session::lastSeq).orElse(0L);
    }

    private String database() {
        return "jdbc:sqlite:" + server.directory().resolve("data/parley.db");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Every row of every table as text, its columns by name. */
    private Map<String, List<String>> sqlite() throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database())) {
            for (String table : names(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    List<String> texts = new ArrayList<>();
                    while (rows.next()) {
                        Map<String, String> row = new TreeMap<>();
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            row.put(rows.getMetaData().getColumnName(i), plain(rows.getObject(i)));
                        }
                        texts.add(row.toString());
                    }
                    all.put(table, texts.stream().sorted().toList());
                }
            }
        }
        return all;
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (rows.next()) {
                if (!rows.getString(1).equals("schema")) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private Map<String, List<String>> postgres(Map<String, List<String>> like) {
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : like.keySet()) {
            List<String> texts = PostgresServer.with(
                    url,
                    connection -> connection
                            .query("SELECT * FROM " + table)
                            .execute()
                            .map(rows -> rows.stream()
                                    .map(row -> new TreeMap<>(IntStream.range(0, row.size())
                                                    .boxed()
                                                    .collect(Collectors.toMap(
                                                            row::getColumnName, i -> plain(row.getValue(i)))))
                                            .toString())
                                    .sorted()
                                    .toList()));
            all.put(table, texts);
        }
        return all;
    }

    private static String plain(Object value) {
        if (value instanceof byte[] bytes) {
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return new UUID(id.getLong(), id.getLong()).toString();
        }
        return value instanceof Boolean yes ? (yes ? "1" : "0") : String.valueOf(value);
    }
}
