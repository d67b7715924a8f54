package dev.parley.api;

import dev.parley.conversation.EventJson;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A session as {@code /api/v1} shows it. */
final class SessionJson {
    private SessionJson() {}

    /** @param person who speaks in it, where that was looked up */
    static JsonObject of(Session session, @Nullable Person person) {
        JsonObject speaker = session.person() == null
                ? null
                : new JsonObject().put("id", session.person().toString());
        if (speaker != null && person != null && person.name() != null) {
            speaker.put("name", person.name());
        }
        JsonObject assignee =
                new JsonObject().put("type", session.assignee().kind().text());
        if (session.assignee().agent() != null) {
            assignee.put("agent", session.assignee().agent());
        }
        return new JsonObject()
                .put("id", session.id().toString())
                .put("bot", session.bot().toString())
                .put("gateway", session.gateway())
                .put("person", speaker)
                .put("open", session.open())
                .put("attendant", assignee)
                .put("last_seq", session.lastSeq())
                .put("seen", session.seen())
                .put("created_at", EventJson.time(session.createdAt()))
                .put("data", withoutInternal(session.data()));
    }

    /** What concerns the server and the bot's people alone begins with a point. */
    static JsonObject withoutInternal(JsonObject data) {
        JsonObject shown = new JsonObject();
        data.forEach(member -> {
            if (!member.getKey().startsWith(".")) {
                shown.put(member.getKey(), member.getValue());
            }
        });
        return shown;
    }
}
