package dev.parley.fanout.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import dev.parley.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every fan-out must do. */
abstract class FanoutContract {
    private Fanout fanout;

    abstract Fanout open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        fanout = open();
    }

    @AfterEach
    void stop() {
        Waiting.on(fanout.close());
    }

    @Test
    void everySubscriberHearsEveryBatchInOrder() throws Exception {
        Ear one = new Ear();
        Ear other = new Ear();
        List<List<Notification>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<Notification> batch = List.of(changed(), changed());
            sent.add(batch);
            fanout.publish(batch);
        }

        for (Ear ear : List.of(one, other)) {
            for (List<Notification> batch : sent) {
                assertThat(ear.next()).isEqualTo(batch);
            }
        }
    }

    @Test
    void aCancelledSubscriptionHearsNothingMore() throws Exception {
        Ear gone = new Ear();
        Ear stays = new Ear();
        fanout.publish(List.of(changed()));
        gone.next();
        stays.next();
        Waiting.on(gone.subscription.cancel());
        Waiting.on(gone.subscription.cancel());

        List<Notification> batch = List.of(changed());
        fanout.publish(batch);

        assertThat(stays.next()).isEqualTo(batch);
        assertThat(gone.heard).isEmpty();
    }

    @Test
    void whatIsPublishedAfterItsEndIsTakenAndToldToNobody() throws Exception {
        Ear ear = new Ear();
        Waiting.on(fanout.close());

        fanout.publish(List.of(changed()));

        assertThat(ear.heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    /** Subscribes, and keeps what it hears. */
    private final class Ear {
        private final BlockingQueue<List<Notification>> heard = new LinkedBlockingQueue<>();
        private final Fanout.Subscription subscription = fanout.subscribe(heard::add);

        List<Notification> next() throws InterruptedException {
            return heard.poll(5, TimeUnit.SECONDS);
        }
    }

    private static Notification changed() {
        return new Notification.BotChanged(UUID.randomUUID());
    }
}
