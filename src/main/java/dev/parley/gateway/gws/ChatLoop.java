package dev.parley.gateway.gws;

import dev.parley.conversation.Notification;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one event loop has of this gateway: its share of the chats and of the peers, and the bots by their keys. */
final class ChatLoop {
    private final GwsGateway gateway;
    private final Vertx vertx;
    private final Context context;
    private final Chats chats;
    private final RequestLimiter requests;
    private @Nullable BotKeys keys;

    /** On the event loop it is for. */
    ChatLoop(GwsGateway gateway, Vertx vertx) {
        this.gateway = gateway;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.chats = new Chats(gateway.conversations(), gateway.options().expiry());
        this.requests = new RequestLimiter(gateway.options().requestsPerMinute(), System::nanoTime);
    }

    /** Runs an action on this loop, from any; the future completes on the caller's. */
    <T> Future<T> call(Supplier<Future<T>> action) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> Future.succeededFuture()
                .compose(called -> action.get())
                .onComplete(done -> caller.runOnContext(back -> promise.handle(done))));
        return promise.future();
    }

    /** Runs something on another context, where it may fail; what came of it is known on this loop. */
    Future<Boolean> elsewhere(Context other, BooleanSupplier action) {
        Promise<Boolean> promise = Promise.promise();
        other.runOnContext(go -> Future.succeededFuture()
                .map(gone -> action.getAsBoolean())
                .otherwise(false)
                .onSuccess(done -> context.runOnContext(back -> promise.complete(done))));
        return promise.future();
    }

    void hear(List<Notification> batch) {
        for (Notification notification : batch) {
            if (notification instanceof Notification.BotChanged) {
                keys = null;
            } else if (notification instanceof Notification.Erased erased) {
                chats.forget(erased.session());
            }
        }
    }

    /** The bots by their keys, as they are now. */
    BotKeys keys() {
        BotKeys now = keys;
        if (now == null) {
            now = BotKeys.of(gateway.bots().all());
            keys = now;
        }
        return now;
    }

    /** The bots are looked at again at the next request: word of a change may have been lost. */
    void forgetKeys() {
        keys = null;
    }

    Chats chats() {
        return chats;
    }

    RequestLimiter requests() {
        return requests;
    }
}
