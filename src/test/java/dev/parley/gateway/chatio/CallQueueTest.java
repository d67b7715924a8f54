package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallQueueTest {
    private final Vertx vertx = Vertx.vertx();
    private final CallQueue queue = new CallQueue(vertx);
    private final List<String> answers = new ArrayList<>();
    private final List<String> written = new ArrayList<>();

    @AfterEach
    void stop() {
        Waiting.on(vertx.close());
    }

    private PendingCall call(String name) {
        Caller caller = new Caller() {
            @Override
            public void succeed(Answer answer) {
                answers.add(name);
            }

            @Override
            public void fail(Throwable why) {
                answers.add(name + ": " + why.getMessage());
            }

            @Override
            public @Nullable Subscriber connection() {
                return null;
            }
        };
        return new PendingCall(caller, Awaited.END, done -> Answer.of(new JsonObject()));
    }

    private PendingCall run(String name) {
        PendingCall call = call(name);
        queue.run(call, () -> {
            written.add(name);
            return Future.succeededFuture();
        });
        return call;
    }

    private void answer(PendingCall call) {
        queue.answer(call, null);
    }

    @Test
    void aCallWritesWhenTheOneBeforeIsAnsweredAndNotWhenThatWasWritten() {
        PendingCall one = run("one");
        PendingCall two = run("two");
        assertThat(written).containsExactly("one");
        assertThat(queue.pending()).isSameAs(one);

        answer(one);
        assertThat(written).containsExactly("one", "two");
        assertThat(queue.pending()).isSameAs(two);
        answer(two);

        assertThat(answers).containsExactly("one", "two");
        assertThat(queue.pending()).isNull();
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndTheNextCallGoesOn() {
        queue.run(call("failed"), () -> Future.failedFuture(Fault.validation("no")));
        queue.run(call("thrown"), () -> {
            throw Fault.validation("never");
        });
        answer(run("next"));

        assertThat(answers).containsExactly("failed: no", "thrown: never", "next");
    }

    @Test
    void whoWaitsTooLongIsToldSoAndTheNextCallGoesOn() {
        CallQueue hasty = new CallQueue(vertx, 20);
        Promise<Void> never = Promise.promise();
        Future<Void> settled = hasty.run(call("slow"), never::future);

        Waiting.on(settled);

        assertThat(answers).containsExactly("slow: this took too long");
        assertThat(hasty.pending()).isNull();
    }

    @Test
    void somethingIsDoneBetweenCallsInItsTurn() {
        PendingCall one = run("one");
        Future<String> between = queue.turn(() -> {
            written.add("between");
            return Future.succeededFuture("done");
        });
        run("two");
        assertThat(written).containsExactly("one");

        answer(one);

        assertThat(written).containsExactly("one", "between", "two");
        assertThat(between.result()).isEqualTo("done");
    }
}
