package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Reads what AIDA's operations take: body (JSON, urlencoded or multipart) over query. Large bodies on a worker. */
final class ParameterReader {
    private static final int PARSED_AT_ONCE = 256 * 1024;

    private final WorkerExecutor workers;

    ParameterReader(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** Call before anything asynchronous happened to the request. Fails with an {@link ApiFailure}. */
    Future<JsonObject> read(RoutingContext ctx) {
        JsonObject query = Parameters.of(ctx.queryParams());
        String type = ctx.request().getHeader("content-type");
        return BodyReader.read(ctx.request())
                .compose(body -> body.length() > PARSED_AT_ONCE
                        ? workers.executeBlocking(() -> BodyParser.parse(type, body), false)
                        : Future.succeededFuture(body).map(small -> BodyParser.parse(type, small)))
                .map(query::mergeIn);
    }
}
