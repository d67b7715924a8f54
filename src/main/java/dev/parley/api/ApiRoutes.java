package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api}, mounted from the document: headers, preflights, access, roles, the accepted type, the form of requests,
 * and the answer to what is not there. Images are for people and need no token.
 */
public final class ApiRoutes {
    private static final String API = "^/api(/.*)?$";
    private static final Pattern IMAGE = Pattern.compile("/api/image/[^/]+");
    private static final Pattern NOT_JSON_ALONE =
            Pattern.compile("/api/openapi\\.yaml|/api/v1/sessions/[^/]+/transcript(\\.txt)?/?");

    private final ApiAccess access;
    private final Contract contract;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final AcceptsJson acceptsJson = new AcceptsJson();

    /** @param parts what does the operations; all of them that are not public, and each once */
    public ApiRoutes(ApiAccess access, Contract contract, List<? extends ApiPart> parts) {
        this.access = access;
        this.contract = contract;
        for (ApiPart part : parts) {
            part.endpoints().forEach((id, endpoint) -> {
                if (endpoints.put(id, endpoint) != null) {
                    throw new IllegalStateException("operation " + id + " is done twice");
                }
            });
        }
        Set<String> named = new HashSet<>();
        contract.operations().stream()
                .filter(operation -> operation.role().isPresent())
                .forEach(operation -> named.add(operation.id()));
        if (!named.equals(endpoints.keySet())) {
            throw new IllegalStateException("the document has " + named + ", done are " + endpoints.keySet());
        }
    }

    /** Lets requests pass that may use this API, for routes elsewhere that want the same. */
    public Handler<RoutingContext> door() {
        return access;
    }

    /** Whether a token of this API may speak in a bot's conversations, for gateways that ask for such a one. */
    public boolean speaks(String token, UUID bot) {
        return access.speaks(token, bot);
    }

    /** Completes when nothing goes on behind any more; to be waited for before Vert.x is closed. */
    public Future<Void> settled() {
        return contract.check().transform(prepared -> Future.succeededFuture());
    }

    /** Adds the routes; to be called behind all doors that have paths under {@code /api}. */
    public void mount(Router router) {
        router.routeWithRegex(API)
                .handler(new ApiHeaders())
                .handler(this::access)
                .handler(this::accepts)
                .failureHandler(ApiRoutes::failed);
        for (Operation operation : contract.operations()) {
            Endpoint endpoint = endpoints.get(operation.id());
            if (endpoint != null) {
                Route route = router.route(operation.method(), operation.route());
                if (operation.method().equals(HttpMethod.GET)) {
                    route.method(HttpMethod.HEAD);
                }
                route.handler(ctx -> serve(ctx, operation, endpoint));
            }
        }
        router.routeWithRegex(API).last().handler(ctx -> ApiErrors.answer(ctx, 404, null));
    }

    private void serve(RoutingContext ctx, Operation operation, Endpoint endpoint) {
        Caller caller = ApiAccess.caller(ctx);
        String refusal = refusal(operation, caller);
        if (refusal != null) {
            ApiErrors.answer(ctx, 403, refusal);
            return;
        }
        Future<@Nullable Object> body = operation.validated() ? check(ctx, operation) : Future.succeededFuture();
        body.compose(read -> endpoint.answer(new Request(ctx, caller, read)))
                .onFailure(failure -> ApiErrors.answer(ctx, failure));
    }

    private static @Nullable String refusal(Operation operation, Caller caller) {
        if (operation.role().filter(caller::may).isEmpty()) {
            return "the token's role is " + caller.role().text() + ", and this is for "
                    + operation.role().orElseThrow().text();
        }
        if (operation.anyBot() && !caller.bots().isEmpty()) {
            return "the token is for certain bots, and this is not about one";
        }
        return null;
    }

    private Future<@Nullable Object> check(RoutingContext ctx, Operation operation) {
        HttpMethod method = ctx.request().method();
        // The body is asked for first: a request whose body nobody wants to read yet must not wait for other things.
        Future<Buffer> body = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? Future.succeededFuture(Buffer.buffer())
                : BodyReader.read(ctx.request());
        return ContextFutures.on(contract.check())
                .compose(check -> body.compose(read -> check.check(ctx.request(), operation.id(), body)));
    }

    private void access(RoutingContext ctx) {
        boolean read = ctx.request().method().equals(HttpMethod.GET)
                || ctx.request().method().equals(HttpMethod.HEAD);
        if (read && IMAGE.matcher(ctx.normalizedPath()).matches()) {
            ctx.next();
        } else {
            access.handle(ctx);
        }
    }

    private void accepts(RoutingContext ctx) {
        if (NOT_JSON_ALONE.matcher(ctx.normalizedPath()).matches()) {
            ctx.next();
        } else {
            acceptsJson.handle(ctx);
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
