package dev.parley.api;

import dev.parley.bot.ManifestException;
import dev.parley.bot.Problem;
import dev.parley.bot.Secrets;
import dev.parley.bot.UuidText;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.RegisteredBot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/bots} as AIDA has it. Handlers run on event loops; manifests, which may be megabytes, are parsed, read and
 * written on workers.
 */
public final class BotRoutes {
    private static final int PARSED_AT_ONCE = 256 * 1024;

    private final BotRegistry bots;
    private final WorkerExecutor workers;

    public BotRoutes(Vertx vertx, BotRegistry bots) {
        this.bots = bots;
        this.workers = vertx.createSharedWorkerExecutor("parley-api", 2);
    }

    /** Adds the routes; what holds for all of {@code /api} is {@link ApiRoutes}' business. */
    public void mount(Router router) {
        route(router, "/api/bots", HttpMethod.GET, HttpMethod.HEAD).handler(this::list);
        route(router, "/api/bots", HttpMethod.POST).handler(this::create);
        route(router, "/api/bots/:id", HttpMethod.GET, HttpMethod.HEAD).handler(this::show);
        route(router, "/api/bots/:id", HttpMethod.PUT, HttpMethod.PATCH).handler(this::update);
        route(router, "/api/bots/:id", HttpMethod.DELETE).handler(this::remove);
    }

    private static Route route(Router router, String path, HttpMethod... methods) {
        Route route = router.route(path);
        for (HttpMethod method : methods) {
            route.method(method);
        }
        return route;
    }

    private void list(RoutingContext ctx) {
        send(ctx, 200, () -> {
                    JsonArray data = new JsonArray();
                    bots.registered().forEach(bot -> data.add(shown(bot)));
                    return new JsonObject().put("data", data);
                })
                .onFailure(failure -> ApiErrors.answer(ctx, failure));
    }

    private void show(RoutingContext ctx) {
        withId(
                ctx,
                id -> bots.registered(id)
                        .map(bot -> send(ctx, 200, () -> new JsonObject().put("data", shown(bot))))
                        .orElseGet(() -> Future.failedFuture(ApiFailure.notFound())));
    }

    private void create(RoutingContext ctx) {
        parameters(ctx)
                .compose(parameters -> {
                    JsonObject bot = bot(parameters);
                    UUID id = id(bot.getValue("id"));
                    Boolean temp = temp(bot.getValue("temp"));
                    return bots.create(id, bot.getValue("manifest"), temp != null && temp);
                })
                .compose(made -> {
                    ctx.response()
                            .putHeader("location", "/api/bots/" + made.record().id());
                    return send(ctx, 201, () -> new JsonObject().put("data", shown(made)));
                })
                .onFailure(failure -> ApiErrors.answer(ctx, failure));
    }

    private void update(RoutingContext ctx) {
        // The body is asked for first: a request whose body nobody wants to read yet must not wait for other things.
        Future<JsonObject> asked = parameters(ctx);
        withId(
                ctx,
                id -> asked.compose(parameters -> {
                            if (bots.registered(id).isEmpty()) {
                                return Future.succeededFuture(Optional.<RegisteredBot>empty());
                            }
                            JsonObject bot = bot(parameters);
                            return bots.update(id, bot.getValue("manifest"), temp(bot.getValue("temp")));
                        })
                        .compose(found -> found.map(bot ->
                                        send(ctx, 200, () -> new JsonObject().put("data", shown(bot))))
                                .orElseGet(() -> Future.failedFuture(ApiFailure.notFound()))));
    }

    private void remove(RoutingContext ctx) {
        withId(
                ctx,
                id -> bots.remove(id).compose(removed -> {
                    if (!removed) {
                        return Future.failedFuture(ApiFailure.notFound());
                    }
                    return ctx.response().setStatusCode(204).end();
                }));
    }

    private void withId(RoutingContext ctx, Function<UUID, Future<?>> action) {
        UUID id = UuidText.parse(ctx.pathParam("id")).orElse(null);
        Future<?> answered =
                id == null ? Future.failedFuture(new ApiFailure(400, "the bot's id is not a UUID")) : action.apply(id);
        answered.onFailure(failure -> ApiErrors.answer(ctx, failure));
    }

    private Future<JsonObject> parameters(RoutingContext ctx) {
        JsonObject query = Parameters.of(ctx.queryParams());
        String type = ctx.request().getHeader("content-type");
        return BodyReader.read(ctx.request())
                .compose(body -> body.length() > PARSED_AT_ONCE
                        ? workers.executeBlocking(() -> BodyParser.parse(type, body), false)
                        : Future.succeededFuture(body).map(small -> BodyParser.parse(type, small)))
                .map(query::mergeIn);
    }

    // Without a bot there is no manifest, which is then refused like any other that is not an object.
    private static JsonObject bot(JsonObject parameters) {
        Object bot = parameters.getValue("bot");
        if (bot == null) {
            return new JsonObject();
        }
        if (bot instanceof JsonObject object) {
            return object;
        }
        throw new ManifestException(List.of(Problem.wrongType("#", bot, "object")));
    }

    private static UUID id(@Nullable Object written) {
        if (written == null) {
            return UUID.randomUUID();
        }
        UUID id = written instanceof String text ? UuidText.parse(text).orElse(null) : null;
        if (id == null) {
            throw new ManifestException(List.of(Problem.at("bot/id", "id is not a UUID")));
        }
        return id;
    }

    // Forms have no booleans.
    private static @Nullable Boolean temp(@Nullable Object written) {
        if (written == null || written instanceof Boolean) {
            return (Boolean) written;
        }
        if (written.equals("true") || written.equals("1")) {
            return true;
        }
        if (written.equals("false") || written.equals("0")) {
            return false;
        }
        throw new ManifestException(List.of(Problem.at("bot/temp", "temp is not true or false")));
    }

    private static JsonObject shown(RegisteredBot bot) {
        JsonObject shown = new JsonObject()
                .put("id", bot.record().id().toString())
                .put("manifest", Secrets.masked(bot.record().manifest()))
                .put("temp", bot.record().temp());
        if (!bot.problems().isEmpty()) {
            JsonArray problems = new JsonArray();
            bot.problems().forEach(problem -> problems.add(problem.json()));
            shown.put("problems", problems);
        }
        return shown;
    }

    private Future<Void> send(RoutingContext ctx, int status, Callable<JsonObject> json) {
        return workers.executeBlocking(() -> json.call().toBuffer(), false)
                .onSuccess(buffer -> ApiErrors.send(ctx, status, buffer))
                .mapEmpty();
    }
}
