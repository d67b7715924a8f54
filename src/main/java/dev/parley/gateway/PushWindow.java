package dev.parley.gateway;

import dev.parley.conversation.MessageRefusedException;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of one channel that are not answered yet. They are handled in the order they came; up to {@value #WIDTH}
 * may be on their way at once, so one slow commit does not hold the next and the store can commit many together.
 * Belongs to the channel's event loop.
 */
public final class PushWindow {
    private static final int WIDTH = 64;

    private int inFlight;
    private @Nullable Promise<Result> full;

    /**
     * Handles a push and answers it when that is done; the future completes when the next may come.
     *
     * @param handler null when there is no such event
     */
    public <C> Future<Result> handle(
            @Nullable PushHandler<C> handler, Payload payload, C channel, MessageRef ref, ChannelSocket socket) {
        Future<Payload> handled = run(handler, payload, channel);
        if (handled.isComplete()) {
            reply(handled, ref, socket);
            return Future.succeededFuture(Result.noReply());
        }
        inFlight++;
        handled.onComplete(done -> {
            reply(handled, ref, socket);
            landed();
        });
        if (inFlight < WIDTH) {
            return Future.succeededFuture(Result.noReply());
        }
        Promise<Result> room = Promise.promise();
        full = room;
        return room.future();
    }

    private static <C> Future<Payload> run(@Nullable PushHandler<C> handler, Payload payload, C channel) {
        if (handler == null) {
            return Future.failedFuture(PushRefused.because("unknown_event"));
        }
        try {
            return handler.handle(payload, channel);
        } catch (PushRefused | MessageRefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void reply(Future<Payload> handled, MessageRef ref, ChannelSocket socket) {
        if (handled.succeeded()) {
            socket.reply(ref, "ok", handled.result());
        } else {
            socket.reply(ref, "error", Payload.of(PushRefused.response(handled.cause())));
        }
    }

    private void landed() {
        inFlight--;
        Promise<Result> waiting = full;
        if (waiting != null) {
            full = null;
            waiting.complete(Result.noReply());
        }
    }
}
