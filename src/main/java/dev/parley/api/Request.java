package dev.parley.api;

import dev.parley.bot.UuidText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as an operation sees it.
 *
 * @param body the body as JSON where the document describes it and the request was held against it, else null
 */
record Request(RoutingContext ctx, Caller caller, @Nullable Object body) {
    private static final int PAGE = 100;

    /** An id in the address; refused as 400 when it is no UUID. */
    UUID id(String name) {
        return UuidText.parse(ctx.pathParam(name))
                .orElseThrow(() -> new ApiFailure(400, "the " + name + "'s id is not a UUID"));
    }

    /** The bot in the address; empty when the caller may not see it, for whom it does not exist. */
    Optional<UUID> bot() {
        return Optional.of(id("bot")).filter(caller::sees);
    }

    /** A query parameter; of several the last counts. */
    Optional<String> query(String name) {
        List<String> values = ctx.queryParam(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** A query parameter that was checked to be a whole number. */
    long number(String name, long without) {
        return query(name).map(Long::parseLong).orElse(without);
    }

    /** How many entries a page may have. */
    int limit() {
        return (int) number("limit", PAGE);
    }

    /** The body that was checked to be an object. */
    JsonObject object() {
        return body instanceof JsonObject object ? object : new JsonObject();
    }

    Future<Void> json(int status, JsonObject json) {
        ApiErrors.send(ctx, status, json.toBuffer());
        return Future.succeededFuture();
    }

    Future<Void> data(int status, Object data) {
        return json(status, new JsonObject().put("data", data));
    }

    Future<Void> empty(int status) {
        return ctx.response().setStatusCode(status).end();
    }
}
