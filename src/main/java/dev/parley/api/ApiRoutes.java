package dev.parley.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * What holds for all of {@code /api}: headers, preflights, access, the accepted type, and AIDA's forms for errors and
 * for what is not there. {@code /api/v2/chats} and {@code /api/customer} belong to gateways and are left alone; images
 * are for people and need no token.
 */
public final class ApiRoutes {
    private static final String API = "^/api(?!/(v2/chats|customer)(/|$))(/.*)?$";
    private static final Pattern IMAGE = Pattern.compile("/api/image/[^/]+");

    private final ApiAccess access;
    private final String version;
    private final BotRoutes bots;

    /** @param version what {@code GET /api/version} tells */
    public ApiRoutes(ApiAccess access, String version, BotRoutes bots) {
        this.access = access;
        this.version = version;
        this.bots = bots;
    }

    /** Adds the routes; to be called before anything else is mounted under {@code /api}. */
    public void mount(Router router) {
        router.routeWithRegex(API)
                .handler(new ApiHeaders())
                .handler(this::access)
                .handler(new AcceptsJson())
                .failureHandler(ApiRoutes::failed);
        router.get("/api/version")
                .handler(ctx -> ApiErrors.send(
                        ctx, 200, new JsonObject().put("data", version).toBuffer()));
        bots.mount(router);
        router.routeWithRegex(API).last().handler(ctx -> ApiErrors.answer(ctx, 404, null));
    }

    private void access(RoutingContext ctx) {
        boolean read = ctx.request().method().name().equals("GET")
                || ctx.request().method().name().equals("HEAD");
        if (read && IMAGE.matcher(ctx.normalizedPath()).matches()) {
            ctx.next();
        } else {
            access.handle(ctx);
        }
    }

    private static void failed(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (failure == null || ctx.statusCode() != 500) {
            ApiErrors.answer(ctx, ctx.statusCode(), (String) null);
        } else {
            ApiErrors.answer(ctx, failure);
        }
    }
}
