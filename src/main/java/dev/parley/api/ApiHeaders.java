package dev.parley.api;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The headers AIDA puts on every answer, and its answer to preflights, which carry no token. */
final class ApiHeaders implements Handler<RoutingContext> {
    private static final String ALLOWED = "Authorization,Content-Type,Accept,Origin,User-Agent,DNT,Cache-Control,"
            + "X-Mx-ReqToken,Keep-Alive,X-Requested-With,If-Modified-Since,X-CSRF-Token";

    @Override
    public void handle(RoutingContext ctx) {
        MultiMap headers = ctx.response().headers();
        headers.set("access-control-allow-origin", "*")
                .set("access-control-allow-credentials", "true")
                .set("access-control-expose-headers", "")
                .set("cache-control", "max-age=0, private, must-revalidate")
                .set("x-request-id", requestId(ctx.request().getHeader("x-request-id")));
        if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
            headers.set("access-control-allow-methods", "GET,POST,PUT,PATCH,DELETE,OPTIONS")
                    .set("access-control-max-age", "1728000")
                    .set("access-control-allow-headers", ALLOWED);
            ctx.response().setStatusCode(204).end();
        } else {
            ctx.next();
        }
    }

    // A caller's own id is taken when it can be one, so that its log and ours can be read together.
    private static String requestId(@Nullable String asked) {
        return asked != null && asked.matches("[\\x21-\\x7e]{20,200}")
                ? asked
                : UUID.randomUUID().toString();
    }
}
