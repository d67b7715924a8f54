package dev.parley.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.delivery.Heard;
import dev.parley.engine.DeliveryException;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotCallGuardTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void afterFiveFailuresTheBotIsLeftAloneAndThenTriedOnce() {
        BotCallGuard guard = new BotCallGuard("bot", vertx, 10, Duration.ofMillis(300));
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            fails(guard, calls, "down");
        }
        assertThat(calls).hasValue(5);

        Throwable failure = fails(guard, calls, "down");
        assertThat(failure).isInstanceOfSatisfying(DeliveryException.class, notAsked -> {
            assertThat(notAsked.isPostponed()).isTrue();
            assertThat(notAsked.retryAfter()).contains(Duration.ofMillis(300));
        });
        assertThat(failure).hasMessageContaining("left alone");
        assertThat(calls).hasValue(5);

        Waiting.until("it is tried", () -> {
            Future<String> call = guard.call(() -> {
                calls.incrementAndGet();
                return Future.succeededFuture("well");
            });
            Waiting.until("done", call::isComplete);
            return call.succeeded();
        });
        assertThat(calls).hasValue(6);
        assertThat(Waiting.on(guard.call(() -> Future.succeededFuture("again"))))
                .isEqualTo("again");
    }

    @Test
    void refusalsAreNoFailuresOfTheBot() {
        BotCallGuard guard = new BotCallGuard("bot", vertx, 10, Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            Future<String> call = guard.call(() -> Future.failedFuture(DeliveryException.refused("no")));
            Waiting.until("it failed", call::failed);
            assertThat(call.cause()).hasMessage("no");
        }

        assertThat(Waiting.on(guard.call(() -> Future.succeededFuture("well")))).isEqualTo("well");
    }

    @Test
    void whoComesWhenAllIsTakenWaitsForItsTurn() {
        BotCallGuard guard = new BotCallGuard("bot", vertx, 2, Duration.ofMinutes(1));
        List<Promise<Integer>> running = new ArrayList<>();
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(guard.call(() -> {
                Promise<Integer> done = Promise.promise();
                running.add(done);
                return done.future();
            }));
        }
        Waiting.until("two run", () -> running.size() == 2);

        running.get(0).complete(1);
        Waiting.until("the third runs", () -> running.size() == 3);
        running.get(1).fail("broken");
        Waiting.until("the fourth runs", () -> running.size() == 4);
        running.get(2).complete(3);
        running.get(3).complete(4);
        Waiting.until("all are over", () -> calls.stream().allMatch(Future::isComplete));
    }

    @Test
    void aBotThatIsSwitchedOffIsNotCalledUntilItsManifestChanges() {
        BotCallGuards guards = new BotCallGuards();
        JsonObject manifest = new JsonObject("{\"engine\":{\"type\":\"webhook\",\"url\":\"a\"}}");
        Bot bot = Heard.bot(manifest);
        BotCallGuards.Held first = guards.hold(vertx, bot, 1);
        BotCallGuards.Held second = guards.hold(vertx, bot, 1);
        assertThat(second.guard()).isSameAs(first.guard());

        first.guard().switchOff("gone");
        AtomicInteger calls = new AtomicInteger();
        Throwable failure = fails(second.guard(), calls, "never");
        assertThat(failure).isInstanceOf(DeliveryException.class).hasMessage("gone");
        assertThat(calls).hasValue(0);

        first.release();
        assertThat(guards.hold(vertx, bot, 1).guard()).isSameAs(second.guard());
        Bot changed = changed(bot.id(), manifest.copy());
        assertThat(guards.hold(vertx, changed, 1).guard()).isNotSameAs(second.guard());
    }

    private static Bot changed(UUID id, JsonObject manifest) {
        manifest.getJsonObject("engine").put("url", "b");
        Bot made = Heard.bot(manifest);
        return new Bot(id, made.document(), made.manifest(), false, null);
    }

    private static Throwable fails(BotCallGuard guard, AtomicInteger calls, String why) {
        Future<String> call = guard.call(() -> {
            calls.incrementAndGet();
            return Future.failedFuture(why);
        });
        Waiting.until("it failed", call::failed);
        return call.cause();
    }
}
