package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextFuturesTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void whatIsSharedCompletesOnTheLoopThatAsks() {
        Context theirs = vertx.getOrCreateContext();
        Context mine = vertx.getOrCreateContext();
        Promise<String> shared = Promise.promise();
        Promise<Boolean> heardAtHome = Promise.promise();
        Promise<Boolean> heardAgain = Promise.promise();
        Promise<Void> asked = Promise.promise();

        mine.runOnContext(here -> {
            ContextFutures.on(shared.future())
                    .onComplete(result -> heardAtHome.complete(Vertx.currentContext() == mine));
            asked.complete();
        });
        Waiting.on(asked.future());
        theirs.runOnContext(there -> shared.complete("x"));

        assertThat(Waiting.on(heardAtHome.future())).isTrue();
        mine.runOnContext(here ->
                ContextFutures.on(shared.future()).onSuccess(x -> heardAgain.complete(Vertx.currentContext() == mine)));
        assertThat(Waiting.on(heardAgain.future())).isTrue();
    }

    @Test
    void aFailureIsAFailureHereToo() {
        assertThat(ContextFutures.on(Future.failedFuture("no")).cause()).hasMessage("no");
    }
}
