package dev.parley.api;

import dev.parley.conversation.AuditLog;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Statistics;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions, their data and their logs as AIDA lists them: without pages, and nothing at all of an unknown bot. */
public final class AidaSessions implements ApiPart {
    private static final int SESSIONS_A_PAGE = 50;
    private static final PageLimit EVENTS = PageLimit.of(500);
    private static final int SPANS_A_PAGE = 500;

    private final WorkerExecutor workers;
    private final LogQueries logs;
    private final Statistics statistics;
    private final Audit audit;

    public AidaSessions(WorkerExecutor workers, LogQueries logs, Statistics statistics, AuditLog log) {
        this.workers = workers;
        this.logs = logs;
        this.statistics = statistics;
        this.audit = new Audit(log);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("listSpans", this::spans, "listSessionData", this::sessionData, "showLog", this::log);
    }

    private Future<?> spans(Request request) {
        Optional<UUID> bot = request.bot();
        if (bot.isEmpty()) {
            return request.data(200, new JsonArray());
        }
        return new PagedAnswer<Statistics.Span>(
                        request,
                        workers,
                        PagedAnswer.Form.JSON,
                        last -> statistics.spans(bot.get(), last.map(Statistics.Span::session), SPANS_A_PAGE),
                        AidaSessions::span)
                .send();
    }

    private static String span(Statistics.Span span) {
        return new JsonObject()
                .put("id", span.session().toString())
                .put("first_message", EventJson.time(span.first()))
                .put("last_message", EventJson.time(span.last()))
                .encode();
    }

    private Future<?> sessionData(Request request) {
        UUID bot = request.bot().orElse(null);
        if (bot == null) {
            return request.data(200, new JsonArray());
        }
        boolean internal = request.query("include_internal").equals(Optional.of("true"));
        boolean assets = !internal && request.query("period").isPresent();
        return audit.read(request, "read_session_data", bot, null)
                .compose(written -> new PagedAnswer<Session>(
                                request,
                                workers,
                                PagedAnswer.Form.JSON,
                                last -> logs.sessions(bot, last.map(Session::id), SESSIONS_A_PAGE),
                                session -> data(session, internal, assets).encode())
                        .send());
    }

    private static JsonObject data(Session session, boolean internal, boolean assets) {
        JsonObject shown = new JsonObject()
                .put("id", session.id().toString())
                .put("data", internal ? session.data() : SessionJson.withoutInternal(session.data()));
        // What surveys collect; the script engine has none.
        return assets ? shown.put("assets", new JsonArray()) : shown;
    }

    private Future<?> log(Request request) {
        UUID session = request.id("session");
        Optional<UUID> bot = request.bot();
        if (bot.isEmpty()) {
            return request.data(200, new JsonArray());
        }
        return logs.session(new SessionRef(session, bot.get(), null)).compose(found -> {
            if (found.isEmpty()) {
                return request.data(200, new JsonArray());
            }
            return audit.read(request, "read_log", bot.get(), session)
                    .compose(written -> new PagedAnswer<Event>(
                                    request,
                                    workers,
                                    PagedAnswer.Form.JSON,
                                    last -> logs.readAfter(
                                                    session,
                                                    last.map(Event::seq).orElse(0L),
                                                    EVENTS)
                                            .map(Page::events),
                                    AidaSessions::line)
                            .send());
        });
    }

    private static @Nullable String line(Event event) {
        Body body = event.body();
        Author.Type author = event.author().type();
        String direction = author == Author.Type.PERSON ? "incoming" : "outgoing";
        return switch (body.kind()) {
            case TEXT ->
                line(event, direction, author == Author.Type.SYSTEM ? "system" : "text", ((Body.Text) body).text());
            case IMAGE -> line(event, direction, "image", "image:" + ((Body.Image) body).image());
            case INVALID_IMAGE ->
                line(event, direction, "image", "invalid_image:" + ((Body.InvalidImage) body).image());
            // AIDA has no files; its word for what it has no word for.
            case FILE -> line(event, direction, "unknown", ((Body.File) body).url());
            case WITHHELD -> line(event, "not sent (do not disturb)", "text", ((Body.Withheld) body).text());
            case JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN -> null;
        };
    }

    private static String line(Event event, String direction, String type, String content) {
        return new JsonObject()
                .put("timestamp", EventJson.time(event.at()))
                .put("direction", direction)
                .put("content", content)
                .put("content_type", type)
                .encode();
    }
}
