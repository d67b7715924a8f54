package dev.parley.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.store.StoreContract;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import dev.parley.store.WriteFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A full or locked file, foreign and newer files, and a crash in the middle of an erasure. */
class SqliteTroubleTest extends StoreContract {
    private static final String SECRET = "the-secret-that-must-go";

    private SqliteLab sqlite;

    @TempDir
    private Path directory;

    @Override
    protected StoreLab lab(Vertx vertx, TestClock clock) {
        sqlite = new SqliteLab(vertx, clock);
        return sqlite;
    }

    @Test
    void fullFileRefusesWritesLosesNothingAndWritesAgainWithRoom() {
        get(store.close());
        store = sqlite.open(sqlite.options().withMaxPages(100));
        UUID big = session();
        UUID kept = session();
        get(say(kept, "first"));
        String text = "x".repeat(2_000);
        int acknowledged = 0;
        Future<Appended> append = say(big, text);
        while (succeeded(append)) {
            acknowledged++;
            append = say(big, text);
        }

        assertThat(refusal(append)).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(acknowledged).isGreaterThan(20);
        assertThat(refusal(store.ready())).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(log(big)).hasSize(acknowledged);
        get(store.close());
        store = sqlite.open(sqlite.options().withMaxPages(100));
        assertThat(log(big)).hasSize(acknowledged);
        assertThat(read(big).lastSeq()).isEqualTo(acknowledged);

        assertThat(get(store.erase(any(big)))).isPresent();

        get(store.ready());
        assertThat(get(say(kept, "second")).event().seq()).isEqualTo(2);
    }

    @Test
    void fullFileTakesWritesAgainAsSoonAsThereIsRoom() {
        get(store.close());
        store = sqlite.open(sqlite.options().withMaxPages(100));
        UUID kept = session();
        String text = "x".repeat(2_000);
        for (int times = 1; times <= 3; times++) {
            UUID big = session();
            long stored = 0;
            while (succeeded(say(big, text))) {
                stored++;
            }
            assertThat(read(big).lastSeq()).isEqualTo(stored).isGreaterThan(20);
            for (int i = 0; i < 50; i++) {
                assertThat(refusal(say(big, text))).isEqualTo(Refusal.UNAVAILABLE);
            }
            long before = read(kept).lastSeq();

            assertThat(get(store.erase(any(big)))).isPresent();

            get(store.ready());
            assertThat(get(say(kept, "again")).event().seq()).isEqualTo(before + 1);
        }
    }

    @Test
    void eachKindOfTroubleIsLoggedOnce() throws SQLException {
        UUID id = session();
        try (Connection raw = sqlite.raw();
                Logged logged = new Logged(WriteFailures.class)) {
            raw.createStatement()
                    .executeUpdate("CREATE TRIGGER poison BEFORE INSERT ON event"
                            + " BEGIN SELECT RAISE(ABORT, 'trouble of one test'); END");
            for (int i = 0; i < 20; i++) {
                assertThat(refusal(say(id, "x"))).isEqualTo(Refusal.UNAVAILABLE);
            }

            assertThat(logged.messages())
                    .filteredOn(message -> message.contains("trouble of one test"))
                    .hasSize(1);
        }
    }

    @Test
    void lockedFileRefusesWritesAndWritesAgainWhenFree() throws SQLException {
        UUID id = session();
        try (Connection raw = sqlite.raw()) {
            raw.createStatement().executeUpdate("BEGIN IMMEDIATE");

            List<Future<Appended>> appends = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                appends.add(say(id, "t" + i));
            }

            assertThat(appends).allSatisfy(append -> assertThat(refusal(append)).isEqualTo(Refusal.UNAVAILABLE));
            assertThat(log(id)).isEmpty();
            raw.createStatement().executeUpdate("ROLLBACK");
        }
        assertThat(get(say(id, "free")).event().seq()).isEqualTo(1);
    }

    @Test
    void readOnlyFileIsReadAndNotWritten() throws IOException {
        UUID id = session();
        get(say(id, "a"));
        get(store.close());
        writeVersion(3);
        store = lab.open();

        assertThat(refusal(say(id, "b"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(store.ready())).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(texts(log(id))).containsExactly("a");

        get(store.close());
        writeVersion(2);
        store = lab.open();
        assertThat(get(say(id, "b")).event().seq()).isEqualTo(2);
    }

    @Test
    void crashInTheMiddleOfAnErasureIsFinishedByTheNextStart() throws Exception {
        UUID id = session();
        fill(id, 5_000);
        CompletableFuture<Boolean> copied = copyAtFirstErasure();

        get(store.erase(any(id)));

        assertThat(copied).isCompletedWithValue(true);
        assertFinishedByRestart(id);
    }

    @Test
    void crashInTheMiddleOfABotsErasureIsFinishedByTheNextStart() throws Exception {
        UUID other = session();
        UUID id = session();
        fill(other, 3_000);
        fill(id, 3_000);
        CompletableFuture<Boolean> copied = copyAtFirstErasure();

        get(store.eraseBot(bot));

        assertThat(copied).isCompletedWithValue(true);
        assertFinishedByRestart(id);
    }

    @Test
    void whatWasErasedVanishesFromTheFilesWhileTheStoreRuns() throws Exception {
        UUID id = session();
        fill(id, 3_000);
        assertThat(sqlite.filesContain(SECRET.getBytes(UTF_8))).isTrue();

        get(store.erase(any(id)));

        until(() -> !sqlite.filesContain(SECRET.getBytes(UTF_8)));
    }

    @Test
    void newerStoreIsRefused() throws SQLException {
        tamper("INSERT INTO schema VALUES (2, 'x', 0)");

        assertThatThrownBy(lab::open).hasMessageContaining("schema version 2").hasMessageContaining("newer server");

        tamper("DELETE FROM schema WHERE version = 2");
        store = lab.open();
    }

    @Test
    void storeMadeByAnotherScriptIsRefused() throws SQLException {
        tamper("UPDATE schema SET checksum = 'x' || checksum");

        assertThatThrownBy(lab::open).hasMessageContaining("V1.sql").hasMessageContaining("left alone");

        tamper("UPDATE schema SET checksum = substr(checksum, 2)");
        store = lab.open();
    }

    @Test
    void foreignDatabaseIsRefusedAndLeftAlone() throws SQLException, IOException {
        Path file = directory.resolve("foreign.db");
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            raw.createStatement().executeUpdate("CREATE TABLE theirs (a)");
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> sqlite.open(SqliteOptions.of(file))).hasMessageContaining("no store of this server");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        Path file = directory.resolve("notes.txt");
        Files.writeString(file, "not a database ".repeat(1_000));

        assertThatThrownBy(() -> sqlite.open(SqliteOptions.of(file))).hasMessageContaining("not a database");
        assertThat(file).content().startsWith("not a database ");
    }

    @Test
    void filesAreTheOwnersOnly() throws IOException {
        get(store.ready());
        try (Stream<Path> files = Files.list(sqlite.options().file().getParent())) {
            List<String> modes = files.map(SqliteTroubleTest::mode).toList();
            assertThat(modes).hasSizeGreaterThan(1).containsOnly("rw-------");
        }
    }

    private void assertFinishedByRestart(UUID id) throws Exception {
        SqliteLab crashed = new SqliteLab(vertx, clock);
        try {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.copy(file, crashed.options().file().resolveSibling(file.getFileName()));
                }
            }
            assertThat(crashed.mentions(UUID.randomUUID(), SECRET)).isTrue();
            var restarted = crashed.open(crashed.options());
            assertThat(get(restarted.session(any(id)))).isEmpty();
            until(() -> rows(crashed, "event") == 0 && rows(crashed, "erasure") == 0 && rows(crashed, "bot") <= 1);
            get(restarted.close());
            assertThat(crashed.mentions(id, SECRET)).isFalse();
        } finally {
            crashed.close();
        }
    }

    /** Copies the files on the writer's thread right after the first commit that erased a session, as a crash leaves them. */
    private CompletableFuture<Boolean> copyAtFirstErasure() {
        CompletableFuture<Boolean> copied = new CompletableFuture<>();
        listen(notifications -> {
            if (!copied.isDone() && notifications.get(0) instanceof Notification.Erased) {
                try (Stream<Path> files = Files.list(sqlite.options().file().getParent())) {
                    for (Path file : files.filter(path -> !path.toString().endsWith("-shm"))
                            .toList()) {
                        Files.copy(file, directory.resolve(file.getFileName()));
                    }
                    copied.complete(true);
                } catch (IOException e) {
                    copied.completeExceptionally(e);
                }
            }
        });
        return copied;
    }

    private void fill(UUID session, int events) {
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            appends.add(say(session, SECRET + i));
        }
        get(Future.all(appends));
    }

    private void tamper(String sql) throws SQLException {
        get(store.close());
        try (Connection raw = sqlite.raw()) {
            raw.createStatement().executeUpdate(sql);
        }
    }

    /** Sets the file format's write version: with one above 2 SQLite may only read, whoever runs the test. */
    private void writeVersion(int version) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(sqlite.options().file().toFile(), "rw")) {
            file.seek(18);
            file.write(version);
        }
    }

    private static boolean succeeded(Future<?> future) {
        try {
            get(future);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static long rows(SqliteLab lab, String table) {
        try (Connection raw = lab.raw();
                var rows = raw.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("end of patience").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Catches what one class logs. */
    private static final class Logged implements AutoCloseable {
        private final Logger logger;
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        Logged(Class<?> source) {
            logger = (Logger) LoggerFactory.getLogger(source);
            appender.start();
            logger.addAppender(appender);
        }

        List<String> messages() {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
        }
    }
}
