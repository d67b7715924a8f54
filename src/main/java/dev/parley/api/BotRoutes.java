package dev.parley.api;

import dev.parley.bot.ManifestException;
import dev.parley.bot.Problem;
import dev.parley.bot.UuidText;
import dev.parley.conversation.AuditLog;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.RegisteredBot;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/bots} as AIDA has it. Handlers run on event loops; manifests, which may be megabytes, are parsed, read and
 * written on workers.
 */
public final class BotRoutes implements ApiPart {
    private final BotRegistry bots;
    private final Audit audit;
    private final ParameterReader parameters;
    private final WorkerExecutor workers;

    public BotRoutes(WorkerExecutor workers, BotRegistry bots, AuditLog log) {
        this.bots = bots;
        this.audit = new Audit(log);
        this.parameters = new ParameterReader(workers);
        this.workers = workers;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "listBots", this::list,
                "makeBot", this::create,
                "showBot", this::show,
                "replaceBot", this::update,
                "changeBot", this::update,
                "eraseBot", this::remove);
    }

    private Future<?> list(Request request) {
        return send(request, 200, () -> {
            JsonArray data = new JsonArray();
            bots.registered().stream()
                    .filter(bot -> request.caller().sees(bot.record().id()))
                    .forEach(bot -> data.add(shown(bot)));
            return new JsonObject().put("data", data);
        });
    }

    private Future<?> show(Request request) {
        return request.bot()
                .flatMap(bots::registered)
                .map(bot -> send(request, 200, () -> new JsonObject().put("data", shown(bot))))
                .orElseThrow(ApiFailure::notFound);
    }

    private Future<?> create(Request request) {
        return parameters
                .read(request.ctx())
                .compose(parameters -> {
                    JsonObject bot = bot(parameters);
                    UUID id = id(bot.getValue("id"));
                    Boolean temp = temp(bot.getValue("temp"));
                    return bots.create(id, bot.getValue("manifest"), temp != null && temp);
                })
                .compose(made -> {
                    request.ctx()
                            .response()
                            .putHeader("location", "/api/bots/" + made.record().id());
                    return send(request, 201, () -> new JsonObject().put("data", shown(made)));
                });
    }

    private Future<?> update(Request request) {
        // The body is asked for first: a request whose body nobody wants to read yet must not wait for other things.
        Future<JsonObject> asked = parameters.read(request.ctx());
        UUID id = request.bot().orElseThrow(ApiFailure::notFound);
        return asked.compose(parameters -> {
                    if (bots.registered(id).isEmpty()) {
                        return Future.succeededFuture(Optional.<RegisteredBot>empty());
                    }
                    JsonObject bot = bot(parameters);
                    return bots.update(id, bot.getValue("manifest"), temp(bot.getValue("temp")));
                })
                .compose(found -> found.map(bot -> send(request, 200, () -> new JsonObject().put("data", shown(bot))))
                        .orElseThrow(ApiFailure::notFound));
    }

    private Future<?> remove(Request request) {
        UUID id = request.bot().orElseThrow(ApiFailure::notFound);
        return bots.remove(id)
                .compose(removed -> removed
                        ? audit.changed(request, "erase_bot", id, null)
                        : Future.failedFuture(ApiFailure.notFound()))
                .compose(written -> request.empty(204));
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

    private JsonObject shown(RegisteredBot bot) {
        JsonObject shown = new JsonObject()
                .put("id", bot.record().id().toString())
                .put("manifest", bots.masked(bot))
                .put("temp", bot.record().temp());
        if (!bot.problems().isEmpty()) {
            JsonArray problems = new JsonArray();
            bot.problems().forEach(problem -> problems.add(problem.json()));
            shown.put("problems", problems);
        }
        return shown;
    }

    private Future<Void> send(Request request, int status, Callable<JsonObject> json) {
        return workers.executeBlocking(() -> json.call().toBuffer(), false)
                .onSuccess(buffer -> ApiErrors.send(request.ctx(), status, buffer))
                .mapEmpty();
    }
}
