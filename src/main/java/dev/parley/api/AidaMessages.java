package dev.parley.api;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.engine.Engines;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Saying something in a session, and forwarding it to the operator, as AIDA does it. A session of another bot is told as
 * 422 "Unknown session".
 */
public final class AidaMessages implements ApiPart {
    private static final String FORWARDING = ".forward_messages_id";

    private final WorkerExecutor workers;
    private final Bots bots;
    private final Conversations conversations;
    private final LogQueries logs;
    private final BotErrors errors;
    private final Engines engines;
    private final ParameterReader parameters;

    public AidaMessages(
            WorkerExecutor workers,
            Bots bots,
            Conversations conversations,
            LogQueries logs,
            BotErrors errors,
            Engines engines) {
        this.workers = workers;
        this.bots = bots;
        this.conversations = conversations;
        this.logs = logs;
        this.errors = errors;
        this.engines = engines;
        this.parameters = new ParameterReader(workers);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("sendMessage", this::say, "forwardMessages", this::forward);
    }

    private Future<?> say(Request request) {
        Future<JsonObject> asked = parameters.read(request.ctx());
        UUID session = request.id("session");
        request.id("bot");
        return asked.compose(given -> {
                    Object message = given.getValue("message");
                    if (!(message instanceof String) && !isTexts(message)) {
                        throw new ApiFailure(400, "message is neither a text nor a text for each language");
                    }
                    return session(request, session).compose(found -> say(found, message));
                })
                .recover(AidaMessages::told)
                .compose(said -> request.empty(200));
    }

    private static boolean isTexts(@Nullable Object message) {
        return message instanceof JsonObject texts
                && texts.stream().allMatch(text -> text.getValue() instanceof String);
    }

    private Future<?> say(Session session, Object message) {
        Bot bot = bots.get(session.bot()).orElseThrow(AidaRefusal::unknownSession);
        String template = message instanceof JsonObject texts ? inLanguage(bot, session, texts) : message.toString();
        if (template.contains("{{")) {
            throw new AidaRefusal("Expressions in {{ }} are not supported");
        }
        if (!template.contains("${")) {
            return say(bot, session, template);
        }
        Set<String> unknown = new LinkedHashSet<>();
        return workers.executeBlocking(
                        () -> engines.expanded(bot.manifest(), session.data(), template, unknown::add), false)
                .compose(text -> say(bot, session, text))
                .compose(said -> note(session, unknown));
    }

    private Future<?> say(Bot bot, Session session, String text) {
        if (text.isBlank()) {
            return Future.succeededFuture();
        }
        boolean quiet = SpeakingRoutes.mustNotBeDisturbed(session);
        Author author = SpeakingRoutes.author(bot, session, null);
        Body body = quiet ? new Body.Withheld(text) : new Body.Text(text);
        return conversations.append(KnownSession.target(session), List.of(Draft.of(author, body)), null);
    }

    // A strange language is better than silence, as in a script.
    private static String inLanguage(Bot bot, Session session, JsonObject texts) {
        if (session.data().getValue("language") instanceof String language && texts.containsKey(language)) {
            return texts.getString(language);
        }
        JsonArray languages = bot.manifest().document().getJsonArray("languages", new JsonArray());
        if (!languages.isEmpty() && texts.getValue(languages.getString(0)) instanceof String text) {
            return text;
        }
        return texts.isEmpty() ? "" : (String) texts.iterator().next().getValue();
    }

    private Future<Void> note(Session session, Set<String> unknown) {
        Future<Void> noted = Future.succeededFuture();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (String name : unknown) {
            BotError error = new BotError(now, session.bot(), session.id(), null, "Unknown variable: " + name);
            noted = noted.compose(before -> errors.note(error));
        }
        return noted;
    }

    private Future<?> forward(Request request) {
        Future<JsonObject> asked = parameters.read(request.ctx());
        UUID session = request.id("session");
        request.id("bot");
        return asked.compose(given -> {
            if (!given.containsKey("forward_messages_id")) {
                throw new ApiFailure(400, "forward_messages_id is missing");
            }
            Object id = given.getValue("forward_messages_id");
            if (id != null && !(id instanceof String)) {
                throw new ApiFailure(400, "forward_messages_id is neither a text nor null");
            }
            boolean off = id == null || id.equals("");
            DataPatch patch = off
                    ? new DataPatch(new JsonObject(), Set.of(FORWARDING))
                    : new DataPatch(new JsonObject().put(FORWARDING, id), Set.of());
            return session(request, session)
                    .compose(found -> {
                        Bot bot = bots.get(found.bot()).orElseThrow(AidaRefusal::unknownSession);
                        Author author = Conversations.botAuthor(bot);
                        return conversations.merge(KnownSession.target(found), author, patch);
                    })
                    .recover(AidaMessages::told)
                    .compose(merged -> request.json(200, new JsonObject().put("forward_messages_id", id)));
        });
    }

    private Future<Session> session(Request request, UUID session) {
        UUID bot = request.bot().orElseThrow(AidaRefusal::unknownSession);
        return logs.session(new SessionRef(session, bot, null))
                .map(found -> found.orElseThrow(AidaRefusal::unknownSession));
    }

    private static <T> Future<T> told(Throwable failure) {
        boolean gone = failure instanceof RefusedException refused && refused.refusal() == Refusal.UNKNOWN_SESSION;
        return Future.failedFuture(gone ? AidaRefusal.unknownSession() : failure);
    }
}
