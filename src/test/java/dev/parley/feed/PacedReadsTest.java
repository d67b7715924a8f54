package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedReadsTest {
    private Vertx vertx;
    private Context loop;
    private final Recorder connection = new Recorder();
    private final List<Promise<String>> reading = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private PacedReads reads;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        reads = new PacedReads(loop, connection::writeQueueFull, connection::onceDrained);
    }

    @AfterEach
    void stop() {
        Waiting.on(vertx.close());
    }

    /** Asks for something to be read; whoever gets it fills the connection. */
    private void ask(Consumer<String> written) {
        onLoop(() -> reads.read(() -> {
                    reading.add(Promise.promise());
                    return reading.get(reading.size() - 1).future();
                })
                .onSuccess(read::add)
                .onSuccess(written::accept));
    }

    private void ask() {
        ask(text -> {});
    }

    private void answer(int index, Handler<Promise<String>> answer) {
        onLoop(() -> answer.handle(reading.get(index)));
    }

    /** Runs something on the connection's loop, and returns when what it caused there has happened too. */
    private void onLoop(Runnable action) {
        Waiting.on(Loops.call(loop, () -> {
            action.run();
            return Future.succeededFuture();
        }));
        Waiting.on(Loops.call(loop, Future::succeededFuture));
        Waiting.on(Loops.call(loop, Future::succeededFuture));
    }

    @Test
    void oneIsReadAfterTheOther() {
        ask();
        ask();
        assertThat(reading).hasSize(1);

        answer(0, first -> first.complete("one"));
        assertThat(reading).hasSize(2);
        answer(1, second -> second.complete("two"));

        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void oneThatFailsHoldsUpNobody() {
        ask();
        ask();

        answer(0, first -> first.fail("unavailable"));
        answer(1, second -> second.complete("two"));

        assertThat(read).containsExactly("two");
    }

    @Test
    void whatWasWrittenCountsBeforeTheNextIsRead() {
        ask(text -> connection.full = true);
        ask();

        answer(0, first -> first.complete("one"));
        assertThat(reading).as("nothing is read while there is no room").hasSize(1);
        onLoop(connection::drain);

        assertThat(reading).hasSize(2);
    }

    @Test
    void nothingIsReadForAConnectionThatIsFullFromTheStart() {
        connection.full = true;
        ask();
        ask();
        assertThat(reading).isEmpty();

        onLoop(connection::drain);

        assertThat(reading).hasSize(1);
    }
}
