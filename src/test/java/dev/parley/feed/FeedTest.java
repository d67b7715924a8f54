package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Notification;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedTest extends OnFeedLab {
    private final Recorder recorder = new Recorder();

    /** Listens to everything of the lab's bot, from the event loop it is deployed on. */
    private final class Listening extends VerticleBase {
        @Override
        public Future<?> start() {
            lab.feed.hub(vertx).bot(lab.bot, recorder);
            return Future.succeededFuture(context);
        }
    }

    @Test
    void theHubOfAnEventLoopStaysWhenTheFirstThatAskedForItIsUndeployed() {
        String first = Waiting.on(lab.vertx.deployVerticle(new Listening()));
        Waiting.on(lab.vertx.undeploy(first));

        lab.fanout.publish(List.of(new Notification.Erased(UUID.randomUUID(), lab.bot)));

        Waiting.until("it was heard", () -> recorder.heard.size() == 1);
        assertThat(recorder.heard).hasSize(1);
    }
}
