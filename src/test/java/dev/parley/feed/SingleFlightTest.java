package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final List<Promise<Void>> runs = new ArrayList<>();
    private final SingleFlight flight = new SingleFlight(() -> {
        runs.add(Promise.promise());
        return runs.get(runs.size() - 1).future();
    });

    @Test
    void whoAsksWhileItIsUnderWayGetsOneMoreRunWithAllOthersWhoDo() {
        Future<Void> first = flight.run();
        Future<Void> second = flight.run();
        Future<Void> third = flight.run();
        assertThat(runs).hasSize(1);

        runs.get(0).complete();
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(runs).hasSize(2);
        runs.get(1).complete();

        assertThat(second.succeeded() && third.succeeded()).isTrue();
        assertThat(runs).hasSize(2);
        flight.run();
        assertThat(runs).hasSize(3);
    }

    @Test
    void aRunThatFailsLetsTheNextOneTry() {
        Future<Void> first = flight.run();
        Future<Void> second = flight.run();

        runs.get(0).fail("no");
        runs.get(1).complete();

        assertThat(first.failed()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }
}
