package dev.parley.testing;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Limits;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.RateLimits;
import dev.parley.conversation.Rates;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Short words for what tests do to a store themselves, past the rules, with room for as much data as usual. */
public final class StoreCalls {
    private StoreCalls() {}

    /** Appends these events as one. */
    public static Future<Appended> append(Store store, SessionRef target, Draft... parts) {
        return store.append(target, List.of(parts), Limits.DEFAULT.maxData());
    }

    /** Commits a delivery's outcome. */
    public static Future<Optional<Appended>> settle(Store store, DeliveryOutcome outcome) {
        return store.settle(outcome, Limits.DEFAULT.maxData());
    }

    /** The rules over a store, without limits of rate, images or engines that join. */
    public static Conversations conversations(Store store, Fanout fanout) {
        return new Conversations(
                store,
                fanout,
                images -> Future.succeededFuture(),
                Limits.DEFAULT,
                bot -> false,
                new RateLimits(Rates.UNLIMITED),
                Metrics.NONE);
    }
}
