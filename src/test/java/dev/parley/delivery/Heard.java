package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.bot.Manifest;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import dev.parley.engine.Delivery;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes what an engine is handed in tests: bots of a manifest, and deliveries of what a person sent. */
public final class Heard {
    private Heard() {}

    /** A bot with this manifest; without an {@code engine} key it is one of AIDA's. */
    public static Bot bot(JsonObject manifest) {
        JsonObject engine = manifest.getJsonObject("engine", new JsonObject().put("type", "script"));
        Manifest read = new Manifest("Bot", List.of(), engine.getString("type"), engine, manifest, List.of());
        return new Bot(UUID.randomUUID(), manifest, read, false, null);
    }

    /** The delivery of one event in a session with this data. */
    public static Delivery delivery(JsonObject data, Body body) {
        Session session = new Session(
                new SessionOrigin(UUID.randomUUID(), UUID.randomUUID(), "phoenix", null, Instant.EPOCH, false),
                data,
                true,
                Assignee.ENGINE,
                new SessionMarks(1, 0, 0, 0, 0),
                null);
        Event event = new Event(UUID.randomUUID(), 1, Instant.EPOCH, Author.PERSON, body, null, null);
        return new Delivery(session, event);
    }
}
