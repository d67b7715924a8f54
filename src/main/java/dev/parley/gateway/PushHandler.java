package dev.parley.gateway;

import dev.parley.phoenix.Payload;
import io.vertx.core.Future;

/**
 * Handles one kind of push: the future's payload is the ok response, a failure becomes the error response. Order is
 * kept by the store, which commits in the order it was asked; so handlers ask it before they return.
 *
 * @param <C> the channel whose pushes it handles
 */
public interface PushHandler<C> {
    Future<Payload> handle(Payload payload, C channel);
}
