package dev.parley.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Refusal;
import dev.parley.store.StoreContract;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens inside one group: the writer is held while the writes of a test gather. */
class SqliteGroupTest extends StoreContract {
    private static final int MANY = 200;

    @Override
    protected StoreLab lab(Vertx vertx, TestClock clock) {
        return new SqliteLab(vertx, clock);
    }

    @Test
    void sessionRowIsUpdatedOnceForAllAppendsOfAGroup() throws Exception {
        UUID id = session();
        // The first message of all writes once more that there is one.
        get(say(id, "first"));
        script("CREATE TABLE updates (n INTEGER)");
        script("CREATE TRIGGER count_updates AFTER UPDATE ON session WHEN NEW.id = x'"
                + HexFormat.of().formatHex(UuidBlob.of(id)) + "' BEGIN INSERT INTO updates VALUES (1); END");
        List<Future<Appended>> appends = new ArrayList<>();

        CountDownLatch hold = hold();
        for (int i = 0; i < MANY; i++) {
            appends.add(say(id, "t" + i));
        }
        hold.countDown();

        get(Future.all(appends));
        assertThat(count("updates")).isEqualTo(1);
        assertThat(read(id).lastSeq()).isEqualTo(MANY + 1);
    }

    @Test
    void repeatInTheSameGroupIsRecognised() throws Exception {
        UUID id = session();
        Draft draft = Draft.of(Author.PERSON, new Body.Text("once"), null, "k");

        CountDownLatch hold = hold();
        Future<Appended> first = append(any(id), draft);
        Future<Appended> second = append(any(id), draft);
        hold.countDown();

        assertThat(get(first).duplicate()).isFalse();
        assertThat(get(second))
                .isEqualTo(new Appended(get(first).session(), get(first).events(), true));
        assertThat(log(id)).hasSize(1);
    }

    @Test
    void onlyTheCulpritsOfAGroupFailAndNothingOfThemStays() throws Exception {
        UUID id = session();
        script("CREATE TRIGGER poison BEFORE INSERT ON event WHEN NEW.text = 'poison'"
                + " BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        Set<Integer> culprits = Set.of(0, 50, 51, MANY - 1);
        List<Future<Appended>> appends = new ArrayList<>();

        CountDownLatch hold = hold();
        for (int i = 0; i < MANY; i++) {
            appends.add(say(id, culprits.contains(i) ? "poison" : "t" + i));
        }
        Future<Appended> merged = merge(id, new JsonObject().put("a", 1));
        hold.countDown();

        assertThat(get(merged).event().seq()).isEqualTo(MANY - 3);
        for (int i = 0; i < MANY; i++) {
            if (culprits.contains(i)) {
                assertThat(refusal(appends.get(i))).isEqualTo(Refusal.UNAVAILABLE);
            }
        }
        List<Long> seqs = appends.stream()
                .filter(Future::succeeded)
                .map(append -> append.result().event().seq())
                .toList();
        List<Long> expected = LongStream.rangeClosed(1, MANY - 4).boxed().toList();
        assertThat(seqs).isEqualTo(expected);
        reopen();
        assertThat(log(id)).hasSize(MANY - 3);
        assertThat(read(id).lastSeq()).isEqualTo(MANY - 3);
    }

    @Test
    void rolledBackErasureLeavesTheSessionAsItWas() throws Exception {
        UUID id = session();
        get(say(id, "stays"));
        script("CREATE TRIGGER poison BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'poisoned'); END");

        assertThat(refusal(store.erase(any(id)))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(get(say(id, "goes on")).event().seq()).isEqualTo(2);
        script("DROP TRIGGER poison");
        assertThat(get(store.erase(any(id)))).isPresent();
        assertThat(get(store.session(any(id)))).isEmpty();
    }

    @Test
    void textBeyondWhatTheFileTakesIsTooLong() {
        UUID id = session();

        assertThat(refusal(append(any(id), lab.indigestible()))).isEqualTo(Refusal.TOO_LONG);
        assertThat(get(say(id, "fits")).event().seq()).isEqualTo(1);
    }

    /** Keeps the writer in the listener of a commit until the latch is opened. */
    private CountDownLatch hold() throws InterruptedException {
        UUID other = session();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        listen(notifications -> {
            held.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        get(say(other, "hold"));
        held.await();
        return open;
    }

    private void script(String sql) throws SQLException {
        try (Connection raw = ((SqliteLab) lab).raw()) {
            raw.createStatement().executeUpdate(sql);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection raw = ((SqliteLab) lab).raw();
                ResultSet rows = raw.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getInt(1);
        }
    }
}
