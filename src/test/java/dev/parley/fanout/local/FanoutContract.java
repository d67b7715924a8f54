package dev.parley.fanout.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
    private Vertx vertx;
    private Fanout fanout;

    abstract Fanout open(Vertx vertx) throws Exception;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        fanout = open(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        fanout.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void everySubscriberHearsEveryBatchInOrder() throws Exception {
        BlockingQueue<Notification> one = subscribe(vertx.getOrCreateContext());
        BlockingQueue<Notification> other = subscribe(vertx.getOrCreateContext());
        List<Notification> sent = new ArrayList<>();
        for (int i = 0; i < 200; i += 2) {
            List<Notification> batch = List.of(changed(), changed());
            sent.addAll(batch);
            fanout.publish(batch);
        }

        for (BlockingQueue<Notification> heard : List.of(one, other)) {
            for (Notification notification : sent) {
                assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(notification);
            }
        }
    }

    @Test
    void aSubscriberHearsOnItsOwnContext() throws Exception {
        Context context = vertx.getOrCreateContext();
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        BlockingQueue<Thread> own = new LinkedBlockingQueue<>();
        context.runOnContext(go -> {
            own.add(Thread.currentThread());
            fanout.subscribe(batch -> threads.add(Thread.currentThread()))
                    .onComplete(done -> own.add(Thread.currentThread()));
        });
        Thread loop = own.poll(5, TimeUnit.SECONDS);
        own.poll(5, TimeUnit.SECONDS);

        fanout.publish(List.of(changed()));

        assertThat(threads.poll(5, TimeUnit.SECONDS)).isSameAs(loop);
    }

    @Test
    void aCancelledSubscriptionHearsNothingMore() throws Exception {
        BlockingQueue<Notification> gone = new LinkedBlockingQueue<>();
        BlockingQueue<Notification> stays = subscribe(vertx.getOrCreateContext());
        Fanout.Subscription subscription = fanout.subscribe(gone::addAll).await(5, TimeUnit.SECONDS);
        subscription.cancel().await(5, TimeUnit.SECONDS);

        Notification notification = changed();
        fanout.publish(List.of(notification));

        assertThat(stays.poll(5, TimeUnit.SECONDS)).isEqualTo(notification);
        assertThat(gone).isEmpty();
    }

    @Test
    void whatIsPublishedAfterItsEndIsTakenAndToldToNobody() throws Exception {
        BlockingQueue<Notification> heard = subscribe(vertx.getOrCreateContext());
        fanout.close().await(5, TimeUnit.SECONDS);

        fanout.publish(List.of(changed()));

        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    private BlockingQueue<Notification> subscribe(Context context) throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> ready = new LinkedBlockingQueue<>();
        context.runOnContext(go -> fanout.subscribe(heard::addAll).onComplete(done -> ready.add(done.succeeded())));
        assertThat(ready.poll(5, TimeUnit.SECONDS)).isTrue();
        return heard;
    }

    private static Notification changed() {
        return new Notification.BotChanged(UUID.randomUUID());
    }
}
