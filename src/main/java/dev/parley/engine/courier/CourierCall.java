package dev.parley.engine.courier;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The way to Courier. */
interface CourierCall {
    /** Posts JSON; fails unless the answer is 2xx and comes within ten seconds. */
    Future<Void> post(String url, JsonObject body);
}
