package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.testing.Waiting;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionHubTest extends OnFeedLab {
    private final Recorder one = new Recorder();
    private final Recorder other = new Recorder();

    private void publish(Notification... told) {
        lab.fanout.publish(List.of(told));
        lab.settle();
    }

    private static Notification.Typing typing(UUID session) {
        return new Notification.Typing(session, UUID.randomUUID(), Author.PERSON, true);
    }

    @Test
    void aListenerHearsOfItsOwnSlotsAlone() {
        UUID session = UUID.randomUUID();
        lab.onLoop(() -> lab.hub().owned(Slots.ofOwner(Slots.owner(session, 4), 4), one));
        Notification own = typing(session);

        publish(own, typing(new UUID(0, Slots.of(session) + 1)));
        publish(typing(new UUID(0, Slots.of(session) + 2)));

        assertThat(one.heard).containsExactly(own);
    }

    @Test
    void aListenerHearsOfItsOwnBotAlone() {
        lab.onLoop(() -> lab.hub().bot(lab.bot, one));
        Notification own = new Notification.Erased(UUID.randomUUID(), lab.bot);

        publish(new Notification.Erased(UUID.randomUUID(), UUID.randomUUID()), own);

        assertThat(one.heard).containsExactly(own);
    }

    @Test
    void everyBatchComesInOrderOnTheEventLoopThatListens() {
        Session session = lab.session();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Recorder noting = new Recorder() {
            @Override
            public void logAppended(Notification.LogAppended told) {
                threads.add(Thread.currentThread());
                super.logAppended(told);
            }
        };
        Thread loop = lab.onLoop(() -> {
            lab.hub().bot(lab.bot, noting);
            return Thread.currentThread();
        });
        for (int i = 0; i < 200; i++) {
            lab.say(session, "text " + i);
        }

        Waiting.until("all were heard", () -> noting.heard.size() == 200);
        assertThat(threads).containsOnly(loop);
        assertThat(noting.heard)
                .extracting(told -> ((Notification.LogAppended) told).session().lastSeq())
                .isSorted();
    }

    @Test
    void howADeliveryEndedIsToldBeforeTheGrowthThatCameWithIt() {
        Session session = lab.session();
        lab.onLoop(() -> lab.hub().bot(lab.bot, one));
        Notification grown = new Notification.LogAppended(session, List.of());
        Notification ended = new Notification.Status(
                session.id(), lab.bot, UUID.randomUUID(), 1, Notification.Delivery.UNDELIVERABLE);

        publish(grown, ended);

        assertThat(one.heard).containsExactly(ended, grown);
    }

    @Test
    void whoLeavesHearsNothingMoreAndOthersGoOn() {
        UUID bot = UUID.randomUUID();
        Registration registration = lab.onLoop(() -> lab.hub().everybody(one));
        lab.onLoop(() -> lab.hub().everybody(other));
        publish(new Notification.BotChanged(bot));

        lab.onLoop(() -> {
            registration.end();
            registration.end();
            return true;
        });
        publish(new Notification.BotChanged(bot));

        assertThat(one.heard).hasSize(1);
        assertThat(other.heard).hasSize(2);
    }

    @Test
    void whoLooksAtABotAgainIsCalledForChangesOfThatBotAlone() {
        AtomicInteger changes = new AtomicInteger();
        lab.onLoop(() -> lab.hub().changes(lab.bot, changes::incrementAndGet));

        publish(new Notification.BotChanged(UUID.randomUUID()), new Notification.BotChanged(lab.bot));

        assertThat(changes).hasValue(1);
    }

    @Test
    void oneThatComesWhileOthersAreToldHearsWhatComesNext() {
        Recorder inviting = new Recorder() {
            @Override
            public void erased(Notification.Erased told) {
                if (heard.isEmpty()) {
                    lab.hub().bot(lab.bot, other);
                }
                super.erased(told);
            }
        };
        lab.onLoop(() -> {
            lab.hub().bot(lab.bot, inviting);
            lab.hub().bot(lab.bot, one);
            return true;
        });

        publish(
                new Notification.Erased(UUID.randomUUID(), lab.bot),
                new Notification.Erased(UUID.randomUUID(), lab.bot));

        assertThat(inviting.heard).hasSize(2);
        assertThat(one.heard).hasSize(2);
        assertThat(other.heard).hasSize(1);
    }

    @Test
    void aListenerThatLeavesWhileItIsToldDisturbsNobody() {
        Registration[] own = new Registration[1];
        Recorder leaving = new Recorder() {
            @Override
            public void erased(Notification.Erased told) {
                own[0].end();
                super.erased(told);
            }
        };
        lab.onLoop(() -> {
            own[0] = lab.hub().bot(lab.bot, leaving);
            lab.hub().bot(lab.bot, one);
            return true;
        });

        publish(
                new Notification.Erased(UUID.randomUUID(), lab.bot),
                new Notification.Erased(UUID.randomUUID(), lab.bot));

        assertThat(leaving.heard).hasSize(1);
        assertThat(one.heard).hasSize(2);
    }
}
