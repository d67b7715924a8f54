package dev.parley.gateway.chip;

import dev.parley.conversation.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The confirmations on their way, by the message's place in its log. Tabs of one visitor may be on different event loops,
 * and confirm a message within milliseconds; so this is shared by the loops. Entries go with their outcome.
 */
final class PendingConfirmations {
    private final Map<Place, Future<Void>> underWay = new ConcurrentHashMap<>();

    /** Confirms a message, or waits for the outcome of who does already; completes on the caller's context. */
    Future<Void> once(Place message, Supplier<Future<Void>> confirm) {
        ContextInternal context = (ContextInternal) Objects.requireNonNull(Vertx.currentContext());
        Promise<Void> mine = context.promise();
        Future<Void> already = underWay.putIfAbsent(message, mine.future());
        if (already != null) {
            already.onComplete(mine);
            return mine.future();
        }
        confirm.get().onComplete(done -> {
            underWay.remove(message);
            mine.handle(done);
        });
        return mine.future();
    }
}
