package dev.parley.api;

import dev.parley.conversation.AuditLog;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import dev.parley.conversation.Undeliverables;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What persons sent and the bot never took: listed, and delivered after all. */
public final class UndeliverableRoutes implements ApiPart {
    private final Bots bots;
    private final Undeliverables undeliverables;
    private final Conversations conversations;
    private final EventJson events;
    private final Audit audit;

    public UndeliverableRoutes(
            Bots bots, Undeliverables undeliverables, Conversations conversations, EventJson events, AuditLog log) {
        this.bots = bots;
        this.undeliverables = undeliverables;
        this.conversations = conversations;
        this.events = events;
        this.audit = new Audit(log);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("listUndeliverable", this::list, "replayUndeliverable", this::replay);
    }

    private Future<?> list(Request request) {
        UUID bot = bot(request);
        Optional<Place> after = request.query("after").map(UndeliverableRoutes::place);
        int limit = request.limit();
        return audit.read(request, "read_undeliverable", bot, null)
                .compose(written -> undeliverables.list(bot, after, limit + 1))
                .compose(found -> {
                    List<Undeliverable> page = found.subList(0, Math.min(limit, found.size()));
                    JsonArray data = new JsonArray();
                    page.forEach(event -> data.add(json(event)));
                    JsonObject answer = new JsonObject().put("data", data);
                    if (found.size() > limit) {
                        Undeliverable last = page.get(limit - 1);
                        answer.put(
                                "next", last.session().id() + ":" + last.event().seq());
                    }
                    return request.json(200, answer);
                });
    }

    private Future<?> replay(Request request) {
        UUID bot = bot(request);
        List<Place> places = request.object().getJsonArray("events").stream()
                .map(JsonObject.class::cast)
                .map(event -> new Place(UUID.fromString(event.getString("session")), event.getLong("seq")))
                .toList();
        return conversations.replay(bot, places).compose(asked -> {
            JsonArray data = new JsonArray();
            asked.forEach(place -> data.add(
                    new JsonObject().put("session", place.session().toString()).put("seq", place.seq())));
            return request.data(200, data);
        });
    }

    private UUID bot(Request request) {
        return request.bot().filter(id -> bots.get(id).isPresent()).orElseThrow(() -> ApiFailure.unknown("bot"));
    }

    private static Place place(String text) {
        int colon = text.indexOf(':');
        return new Place(UUID.fromString(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    private JsonObject json(Undeliverable given) {
        return new JsonObject()
                .put("session", given.session().id().toString())
                .put("event", events.of(given.event()))
                .put("since", EventJson.time(given.since()))
                .put("reason", given.reason())
                .put("replaying", given.replaying());
    }
}
