package dev.parley.gateway.expertflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What is done with one kind of event that clients emit. Called on the socket's event loop. */
@FunctionalInterface
interface EventHandler {
    /** Does it, or fails with what {@link Fault#of} understands. */
    Future<Answer> handle(JsonObject payload, CustomerSocket socket);

    /**
     * What a client is answered.
     *
     * @param ack for its callback, if it passed one
     * @param behind what is told behind that
     */
    record Answer(JsonObject ack, Runnable behind) {
        static Answer ok() {
            return ok(new JsonObject());
        }

        static Answer ok(JsonObject more) {
            return ok(more, () -> {});
        }

        static Answer ok(JsonObject more, Runnable behind) {
            return new Answer(new JsonObject().put("code", 200).mergeIn(more), behind);
        }
    }
}
