package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When callers and the listener learn of a commit, and in which order. */
public abstract class CommitContract extends StoreContract {
    private static final int MANY = 300;

    @Test
    void callersHearInTheOrderTheyAskedOnTheirOwnContext() {
        UUID id = session();
        Context context = vertx.getOrCreateContext();
        List<Integer> order = new ArrayList<>();
        List<Context> contexts = new ArrayList<>();
        Promise<Void> all = Promise.promise();

        context.runOnContext(none -> {
            for (int i = 0; i < MANY; i++) {
                int number = i;
                say(id, "t" + i).onComplete(done -> {
                    order.add(number);
                    contexts.add(Vertx.currentContext());
                    if (order.size() == MANY) {
                        all.complete();
                    }
                });
            }
        });

        get(all.future());
        assertThat(order).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        assertThat(contexts).containsOnly(context);
    }

    @Test
    void readsAnswerOnTheCallersContext() {
        UUID id = session();
        Context context = vertx.getOrCreateContext();
        Promise<Context> heard = Promise.promise();

        context.runOnContext(none -> store.after(id, 0, 1).onComplete(done -> heard.complete(Vertx.currentContext())));

        assertThat(get(heard.future())).isSameAs(context);
    }

    @Test
    void listenerHearsEveryEventOnceInCommitOrder() {
        UUID id = session();
        List<Long> seqs = Collections.synchronizedList(new ArrayList<>());
        listen(notifications -> {
            for (Notification notification : notifications) {
                if (notification instanceof Notification.LogAppended grew) {
                    grew.events().forEach(event -> seqs.add(event.seq()));
                }
            }
        });
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            appends.add(say(id, "t" + i));
        }
        get(Future.all(appends));
        get(store.ready());

        assertThat(seqs)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MANY).boxed().toList());
    }

    @Test
    void writerLearnsOfItsEventBeforeAListenerOnItsContext() {
        UUID id = session();
        Context context = vertx.getOrCreateContext();
        List<String> heard = new ArrayList<>();
        Promise<Void> both = Promise.promise();
        listen(notifications -> context.runOnContext(none -> {
            heard.add("signal");
            both.complete();
        }));

        context.runOnContext(none -> say(id, "a").onSuccess(done -> heard.add("future")));

        get(both.future());
        assertThat(heard).containsExactly("future", "signal");
    }

    @Test
    void signalsCarryTheSessionAfterTheCommitAndErasuresTheirBot() {
        UUID id = session();
        List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());
        listen(notifications::addAll);

        Appended said = get(say(id, "a"));
        Appended settled = get(settle(settlement(id, 0, 1, answer("b")))).orElseThrow();
        get(settle(settlement(id, 2, 2)));
        get(say(id, "c"));
        get(append(any(id), answer("d", null, "k")));
        get(append(any(id), answer("d", null, "k")));
        get(store.erase(any(id)));
        get(store.ready());

        assertThat(notifications).hasSize(5);
        assertThat(notifications.get(0)).isEqualTo(new Notification.LogAppended(said.session(), said.events()));
        assertThat(notifications.get(1)).isEqualTo(new Notification.LogAppended(settled.session(), settled.events()));
        assertThat(notifications.get(4)).isEqualTo(new Notification.Erased(id, bot));
    }

    @Test
    void dataChangedByAnAnswerIsToldWithoutEvents() {
        UUID id = session();
        get(say(id, "a"));
        List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());
        listen(notifications::addAll);
        DataPatch patch = new DataPatch(new JsonObject().put("a", 1), Set.of());

        Appended settled = get(settle(settlement(id, new DeliveryPosition.Next(0, 1), patch, NextStep.GO_ON)))
                .orElseThrow();
        get(store.ready());

        assertThat(notifications).containsExactly(new Notification.LogAppended(settled.session(), List.of()));
    }

    @Test
    void listenerThatFailsStopsNothing() {
        UUID id = session();
        listen(notifications -> {
            throw new IllegalStateException("listener of a test");
        });

        get(say(id, "a"));

        assertThat(get(say(id, "b")).event().seq()).isEqualTo(2);
    }

    @Test
    void closingCommitsWhatIsQueuedAndRefusesTheRest() {
        UUID id = session();
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            appends.add(say(id, "t" + i));
        }
        Future<Void> closed = store.close();
        Future<Appended> late = say(id, "late");

        get(closed);

        assertThat(appends).allMatch(Future::succeeded);
        assertThat(refusal(late)).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(store.after(id, 0, 1))).isEqualTo(Refusal.UNAVAILABLE);
        store = lab.open();
        assertThat(log(id)).hasSize(MANY);
    }

    @Test
    void readyMeansItCanWrite() {
        get(store.ready());
        get(store.close());

        assertThat(refusal(store.ready())).isEqualTo(Refusal.UNAVAILABLE);
    }
}
