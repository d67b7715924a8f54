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
import org.jspecify.annotations.Nullable;

/**
 * The {@code sessions} of a join: for each session the largest seq of a push the client has seen. Everything missed is
 * pushed after the join's reply, in order, or nothing of the past when that is too much or cannot be told: never a
 * part.
 */
final class Resume {
    private static final int MAX_SESSIONS = 1_000;

    private final BotClient client;
    private final JsonObject reply = new JsonObject();
    private final List<Runnable> beginnings = new ArrayList<>();

    private Resume(BotClient client) {
        this.client = client;
    }

    /** What is wrong with the join's {@code sessions}, null when it can be used. */
    static boolean isUsable(@Nullable Object sessions) {
        return sessions instanceof JsonObject object
                && object.size() <= MAX_SESSIONS
                && object.stream().allMatch(entry -> PushFields.isSeq(entry.getValue()));
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
        if (id.isEmpty() || client.isAttached(id.get())) {
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
