package dev.parley.api;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.AuditLog;
import dev.parley.conversation.Author;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Person;
import dev.parley.conversation.PersonQueries;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions: listed, shown, taken over, handed back, closed, erased; and persons erased. */
public final class SessionRoutes implements ApiPart {
    private final Bots bots;
    private final Conversations conversations;
    private final LogQueries logs;
    private final PersonQueries people;
    private final Audit audit;
    private final KnownSession known;

    public SessionRoutes(Bots bots, Conversations conversations, LogQueries logs, PersonQueries people, AuditLog log) {
        this.bots = bots;
        this.conversations = conversations;
        this.logs = logs;
        this.people = people;
        this.audit = new Audit(log);
        this.known = new KnownSession(logs);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "listSessions", this::list,
                "showSession", this::show,
                "closeSession", this::close,
                "takeOver", this::takeOver,
                "handBack", this::handBack,
                "eraseSession", this::erase,
                "erasePerson", this::erasePerson);
    }

    private Future<?> list(Request request) {
        UUID bot = request.bot().filter(id -> bots.get(id).isPresent()).orElseThrow(() -> ApiFailure.unknown("bot"));
        Optional<UUID> after = request.query("after").map(UUID::fromString);
        int limit = request.limit();
        // One more than asked for tells whether there is a next page.
        return logs.sessions(bot, after, limit + 1).compose(found -> {
            List<Session> page = found.subList(0, Math.min(limit, found.size()));
            JsonArray data = new JsonArray();
            page.forEach(session -> data.add(SessionJson.of(session, null)));
            JsonObject answer = new JsonObject().put("data", data);
            if (found.size() > limit) {
                answer.put("next", page.get(limit - 1).id().toString());
            }
            return request.json(200, answer);
        });
    }

    private Future<?> show(Request request) {
        return known.of(request).compose(session -> answer(request, session));
    }

    private Future<?> close(Request request) {
        return known.of(request)
                .compose(session -> conversations.close(KnownSession.target(session), author(session)))
                .compose(closed -> answer(request, closed.session()));
    }

    private Author author(Session session) {
        Optional<Bot> bot = bots.get(session.bot());
        return bot.map(found -> SpeakingRoutes.author(found, session, null)).orElse(Author.SYSTEM);
    }

    private Future<?> takeOver(Request request) {
        String agent = request.object().getString("agent");
        return known.of(request)
                .compose(session -> conversations.takeOver(KnownSession.target(session), agent))
                .compose(taken -> audited(request, "take_over", taken));
    }

    private Future<?> handBack(Request request) {
        return known.of(request)
                .compose(session -> conversations.handBack(KnownSession.target(session)))
                .compose(handed -> audited(request, "hand_back", handed));
    }

    private Future<?> audited(Request request, String action, Appended done) {
        Session session = done.session();
        return audit.changed(request, action, session.bot(), session.id()).compose(written -> answer(request, session));
    }

    private Future<?> erase(Request request) {
        return known.of(request)
                .compose(session -> conversations
                        .erase(KnownSession.target(session))
                        .compose(erased -> erased
                                ? audit.changed(request, "erase_session", session.bot(), session.id())
                                : Future.failedFuture(ApiFailure.unknown("session"))))
                .compose(written -> request.empty(204));
    }

    private Future<?> erasePerson(Request request) {
        UUID person = request.id("person");
        return conversations
                .erasePerson(person)
                .compose(erased -> erased
                        ? audit.changed(request, "erase_person", null, person)
                        : Future.failedFuture(ApiFailure.unknown("person")))
                .compose(written -> request.empty(204));
    }

    private Future<?> answer(Request request, Session session) {
        UUID person = session.person();
        return (person == null ? Future.succeededFuture(Optional.<Person>empty()) : people.person(person))
                .compose(found -> request.data(200, SessionJson.of(session, found.orElse(null))));
    }
}
