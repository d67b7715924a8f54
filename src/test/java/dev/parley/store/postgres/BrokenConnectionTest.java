package dev.parley.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.store.StoreContract;
import dev.parley.store.StoreLab;
import dev.parley.store.TestClock;
import dev.parley.testing.Cable;
import dev.parley.testing.LongRunning;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection that writes breaks, in all ways and moments, and comes back or is another server's. */
@LongRunning(seconds = 17)
class BrokenConnectionTest extends StoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Makes a lock's number from a name as PostgreSQL shows it. */
    private static final String LOCK_HOLDER = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
            + " AND objid::bigint = hashtext(current_schema())::bigint & 4294967295";

    private Cable cable;
    private PostgresLab postgres;

    @Override
    protected StoreLab lab(Vertx vertx, TestClock clock) {
        cable = new Cable(PostgresServer.shared().port());
        postgres = new PostgresLab(vertx, clock, cable);
        return postgres;
    }

    @AfterEach
    void closeCable() {
        cable.close();
    }

    @Test
    void aConnectionThatBreaksIsMadeAnewAndTakesTheLockAgain() {
        UUID id = session();
        String before = lockHolder();

        postgres.sql("SELECT pg_terminate_backend(" + before + ")");

        Waiting.until(
                "another connection has the lock",
                () -> postgres.sql(LOCK_HOLDER).stream().anyMatch(holder -> !holder.equals(before)));
        appendWhenReady(id, "after", "c1");
        assertThat(texts(log(id))).containsExactly("after");
        assertThat(opened().lost().isComplete()).isFalse();
    }

    @Test
    void anIdleConnectionIsNoSilentOne() {
        reopen(PATIENCE, Duration.ofMinutes(1));
        String holder = lockHolder();
        int connections = cable.connections();
        long end = System.nanoTime() + 2 * PATIENCE.toNanos();

        Waiting.until("twice its patience is over", () -> System.nanoTime() > end);

        assertThat(lockHolder()).isEqualTo(holder);
        assertThat(cable.connections()).isEqualTo(connections);
    }

    @Test
    void aDatabaseThatSaysNothingIsGivenUpWhenPatienceIsOverAndThenAtOnce() {
        reopen(PATIENCE, Duration.ofMinutes(1));
        UUID id = session();
        cable.jam();
        long began = System.nanoTime();

        assertThat(refusal(say(id, "into the void"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.plusSeconds(3));
        long asked = System.nanoTime();
        assertThat(refusal(say(id, "again"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(store.after(id, 0, 10))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aCommitWhoseAnswerIsLostCountsAndTheRepeatIsTheSameEvent() {
        UUID id = session();
        cable.breakAt("COMMIT");

        assertThat(refusal(append(any(id), said("once", "c1")))).isEqualTo(Refusal.UNAVAILABLE);

        assertThat(cable.broken()).isTrue();
        long seq = appendWhenReady(id, "once", "c1");
        assertThat(texts(log(id))).containsExactly("once");
        assertThat(read(id).lastSeq()).isEqualTo(seq).isEqualTo(1);
    }

    @Test
    void aSettlementWhoseAnswerIsLostCountsAndItsRepeatIsDropped() {
        UUID id = session();
        appendWhenReady(id, "question", "c1");
        DeliveryOutcome settlement = settlement(
                id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.GO_ON, answer("answer", 1L, null));
        cable.breakAt("COMMIT");

        assertThat(refusal(settle(settlement))).isEqualTo(Refusal.UNAVAILABLE);

        Waiting.until("it is back", this::ready);
        assertThat(get(settle(settlement))).isEmpty();
        assertThat(texts(log(id))).containsExactly("question", "answer");
        assertThat(read(id).enginePosition()).isEqualTo(2);
    }

    @Test
    void aCommitThatArrivesLateCountsAndIsOverBeforeAnythingElseIsWritten() {
        reopen(PATIENCE, Duration.ofMinutes(1));
        UUID id = session();
        cable.jam();
        assertThat(refusal(append(any(id), said("late", "c1")))).isEqualTo(Refusal.UNAVAILABLE);

        cable.mend();

        appendWhenReady(id, "later", "c2");
        appendWhenReady(id, "late", "c1");
        assertThat(texts(log(id))).containsExactlyInAnyOrder("late", "later").doesNotHaveDuplicates();
    }

    @Test
    void whatWaitedWhenTheConnectionBrokeIsAnsweredAndNothingAcknowledgedIsMissing() {
        UUID id = session();
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            appends.add(append(any(id), said("t" + i, "c" + i)));
            if (i == 1_000) {
                cable.pull();
            }
        }
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < appends.size(); i++) {
            try {
                get(appends.get(i));
                acknowledged.add("t" + i);
            } catch (RefusedException refused) {
                assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
            }
        }

        cable.mend();

        Waiting.until("it is back", this::ready);
        assertThat(texts(log(id))).containsSubsequence(acknowledged).doesNotHaveDuplicates();
        for (int i = 0; i < appends.size(); i++) {
            appendWhenReady(id, "t" + i, "c" + i);
        }
        assertThat(texts(log(id))).hasSize(appends.size()).doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatAnotherServerTookOverIsLostAndNeverWritesAgain() {
        UUID id = session();
        appendWhenReady(id, "mine", "c1");
        cable.pull();
        PostgresStore other = openOther();
        get(StoreCalls.append(other, any(id), text("the other's")));

        cable.mend();

        get(opened().lost());
        assertThat(refusal(say(id, "too late"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(store.session(any(id)))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(texts(get(other.after(id, 0, 10)))).containsExactly("mine", "the other's");
        get(other.close());
    }

    @Test
    void aStoreThatAnotherServerHadMeanwhileIsLostThoughItIsFree() {
        cable.pull();
        get(openOther().close());

        cable.mend();

        get(opened().lost());
    }

    @Test
    void aStoreOutOfReachForTooLongIsLost() {
        reopen(PATIENCE, Duration.ofSeconds(1));

        cable.pull();

        get(opened().lost());
        cable.mend();
        assertThat(refusal(store.ready())).isEqualTo(Refusal.UNAVAILABLE);
    }

    private PostgresStore opened() {
        return (PostgresStore) store;
    }

    private void reopen(Duration patience, Duration endurance) {
        get(store.close());
        store = postgres.open(postgres.options().withPatience(patience).withEndurance(endurance));
    }

    /** The store as another server has it, when the lock is free. */
    private PostgresStore openOther() {
        Waiting.until("the lock is free", () -> postgres.sql(LOCK_HOLDER).isEmpty());
        return postgres.open(PostgresOptions.of(postgres.url()).withClock(clock));
    }

    private String lockHolder() {
        List<String> holders = postgres.sql(LOCK_HOLDER);
        assertThat(holders).hasSize(1);
        return holders.get(0);
    }

    private boolean ready() {
        try {
            get(store.ready());
            return true;
        } catch (RefusedException notYet) {
            return false;
        }
    }

    /** Appends when the store is back; the event's seq. */
    private long appendWhenReady(UUID session, String text, String clientId) {
        Waiting.until("it is back", this::ready);
        return get(append(any(session), said(text, clientId))).event().seq();
    }

    private static Draft said(String text, String clientId) {
        return Draft.of(Author.PERSON, new Body.Text(text), null, clientId);
    }
}
