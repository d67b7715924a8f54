package dev.parley.gateway.phoenix;

import dev.parley.bot.UuidText;
import dev.parley.conversation.Session;
import dev.parley.gateway.PushFields;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The {@code sessions} of a join: for each session the largest seq of a push the client has seen. Everything missed is
 * pushed after the join's reply, in order, or nothing of the past when that is too much or cannot be told: never a
 * part.
 *
 * <pre>
 *   client has seen  log ends at                         reply              pushed
 *   5                9            (within the limit)     recovered: true    6 7 8 9, and what comes
 *   5                5,000        (beyond the limit)     recovered: false   what comes; the past by {@code history}
 *   9                5            (a restored backup)    recovered: false   what comes; nobody knows what the client has
 * </pre>
 *
 * <p>A session is followed before it is looked up, so that what is said in between is noted, and nothing is pushed before
 * the reply: the client must know where it stands to make sense of it. {@code seq} in the reply is where the log ended
 * then; how the rest comes is the {@link Follower}'s affair, in pages, as the client takes them.
 */
final class Resume {
    private final BotClient client;
    private final JsonObject reply = new JsonObject();
    private final List<Runnable> beginnings = new ArrayList<>();

    private Resume(BotClient client) {
        this.client = client;
    }

    /** Finds the sessions and places the cursors; nothing is pushed until {@link #goLive}. */
    static Future<Resume> prepare(BotClient client, JsonObject sessions) {
        Resume resume = new Resume(client);
        List<Future<Void>> found = new ArrayList<>();
        for (Map.Entry<String, Object> entry : sessions) {
            found.add(resume.add(entry.getKey(), ((Number) entry.getValue()).longValue()));
        }
        return Future.all(found).map(resume);
    }

    /** The {@code sessions} of the join's reply. */
    JsonObject reply() {
        return reply;
    }

    /** Begins to push what was missed and what comes. */
    void goLive() {
        beginnings.forEach(Runnable::run);
    }

    private Future<Void> add(String name, long seen) {
        Optional<UUID> id = UuidText.parse(name);
        if (id.isEmpty() || client.follower(id.get()) != null) {
            unknown(name);
            return Future.succeededFuture();
        }
        Follower follower = client.register(new PushFields.SessionName(id.get(), name));
        return client.context()
                .reader()
                .session(client.target(id.get()))
                .onSuccess(session -> session.ifPresentOrElse(known -> place(follower, name, known, seen), () -> {
                    client.forget(follower);
                    unknown(name);
                }))
                .mapEmpty();
    }

    private void place(Follower follower, String name, Session session, long seen) {
        long last = session.lastSeq();
        // A seq beyond the log is from before a backup was restored: nobody knows what the client has.
        boolean recovered = seen <= last && last - seen <= client.context().resumeLimit();
        beginnings.add(() -> follower.begin(session, recovered ? seen : last));
        reply.put(name, new JsonObject().put("seq", last).put("recovered", recovered));
    }

    private void unknown(String name) {
        reply.put(name, new JsonObject().put("error", "unknown_session"));
    }
}
