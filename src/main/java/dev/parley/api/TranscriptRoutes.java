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
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was said in a session, for people (a line an event) and for programs. Every read is audited. */
public final class TranscriptRoutes implements ApiPart {
    private static final PageLimit EVENTS = PageLimit.of(500);
    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    private final WorkerExecutor workers;
    private final LogQueries logs;
    private final EventJson events;
    private final Audit audit;
    private final KnownSession known;

    public TranscriptRoutes(WorkerExecutor workers, LogQueries logs, EventJson events, AuditLog log) {
        this.workers = workers;
        this.logs = logs;
        this.events = events;
        this.audit = new Audit(log);
        this.known = new KnownSession(logs);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("showTranscript", this::show, "showTranscriptText", this::text);
    }

    private Future<?> show(Request request) {
        request.ctx().response().putHeader("vary", "accept");
        String accepted = request.ctx().request().getHeader("accept");
        String form = accepted == null || accepted.isBlank() ? JSON : form(request);
        return switch (form) {
            case JSON -> json(request);
            case TEXT -> text(request);
            default -> throw new ApiFailure(406, "a transcript is application/json or text/plain");
        };
    }

    private static String form(Request request) {
        // Vert.x has what it could read of the header, best first.
        return request.ctx().parsedHeaders().accept().stream()
                .map(range -> {
                    String type = range.component() + "/" + range.subComponent();
                    return switch (type) {
                        case "*/*", "application/*", JSON -> JSON;
                        case "text/*", TEXT -> TEXT;
                        default -> "";
                    };
                })
                .filter(type -> !type.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Future<?> json(Request request) {
        long after = request.number("after", 0);
        int limit = request.limit();
        return read(request)
                .compose(session -> logs.readAfter(session.id(), after, PageLimit.of(limit)))
                .compose(page -> {
                    JsonArray data = new JsonArray();
                    page.events().stream().filter(Event::isKnown).forEach(event -> data.add(events.of(event)));
                    JsonObject answer = new JsonObject().put("data", data);
                    if (page.more()) {
                        answer.put("next", page.last().seq());
                    }
                    return request.json(200, answer);
                });
    }

    private Future<?> text(Request request) {
        long after = request.number("after", 0);
        return read(request).compose(session -> {
            UUID id = session.id();
            return new PagedAnswer<Event>(
                            request,
                            workers,
                            PagedAnswer.Form.TEXT,
                            last -> logs.readAfter(id, last.map(Event::seq).orElse(after), EVENTS)
                                    .map(Page::events),
                            this::line)
                    .send();
        });
    }

    private Future<Session> read(Request request) {
        return known.of(request)
                .compose(session -> audit.read(request, "read_transcript", session.bot(), session.id())
                        .map(session));
    }

    // Continued lines stand in, so that nobody can make a line of somebody else. That somebody typed is no line.
    private @Nullable String line(Event event) {
        String what = what(event.body());
        return what == null
                ? null
                : EventJson.time(event.at()) + "  " + who(event.author()) + ": " + what.replaceAll("\\R", "\n    ")
                        + "\n";
    }

    private static String who(Author author) {
        String name = author.name();
        return name == null
                ? author.type().text()
                : name.replaceAll("\\R", " ") + " (" + author.type().text() + ")";
    }

    private @Nullable String what(Body body) {
        return switch (body.kind()) {
            case TEXT -> said((Body.Text) body);
            case IMAGE -> "[image " + events.imageUrl((Body.Image) body) + "]";
            case INVALID_IMAGE -> "[no image " + ((Body.InvalidImage) body).image() + "]";
            case FILE -> "[file " + ((Body.File) body).url() + "]";
            case WITHHELD -> "[not said] " + ((Body.Withheld) body).text();
            case DATA_MERGED -> merged((Body.DataMerged) body);
            case JOINED -> "[joined]";
            case LEFT -> "[left]";
            case NO_AGENT -> "[no human is free]";
            case HANDED_OFF -> "[asked for a human]";
            case CLOSED -> "[closed]";
            case TYPING, UNKNOWN -> null;
        };
    }

    private static String said(Body.Text text) {
        StringBuilder said = new StringBuilder(text.text());
        text.buttons()
                .forEach(button -> said.append("\n[").append(button.title()).append(']'));
        return said.toString();
    }

    private static String merged(Body.DataMerged merged) {
        return "[data " + String.join(", ", merged.set().fieldNames())
                + merged.remove().stream().sorted().map(key -> " -" + key).reduce("", String::concat) + "]";
    }
}
