package dev.parley.gateway.chatio;

import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a call writes to the log. The call is answered when the chat comes to it there: so it hears of its own words in
 * their place, behind what was said before and ahead of the bot's answer. Belongs to the chat's event loop.
 */
final class PendingCall {
    private final Call call;
    private final Function<Written, Answer> answering;
    private final Promise<Void> settled = Promise.promise();
    private final Set<UUID> awaited = new HashSet<>();
    private final List<JsonObject> events = new ArrayList<>();
    private final boolean closes;
    private final long since = System.nanoTime();

    /**
     * What was written.
     *
     * @param thread where
     * @param opened whether the thread began with it
     * @param chat the chat with the thread, and in it just these events
     * @param events as they are shown
     * @param push what others are told
     */
    record Written(Session thread, boolean opened, JsonObject chat, List<JsonObject> events, Push push) {}

    private PendingCall(Call call, List<Draft> drafts, boolean closes, Function<Written, Answer> answering) {
        this.call = call;
        this.answering = answering;
        this.closes = closes;
        drafts.forEach(draft -> awaited.add(draft.id()));
    }

    /** A call that says something. */
    static PendingCall saying(Call call, List<Draft> drafts, Function<Written, Answer> answering) {
        return new PendingCall(call, drafts, false, answering);
    }

    /** A call that ends the conversation. */
    static PendingCall closing(Call call) {
        return new PendingCall(call, List.of(), true, written -> Answer.of(written.push()));
    }

    Call call() {
        return call;
    }

    /** Completes when the call is answered. */
    Promise<Void> settled() {
        return settled;
    }

    boolean closes() {
        return closes;
    }

    long ageMillis() {
        return (System.nanoTime() - since) / 1_000_000;
    }

    /** Whether it says nothing, and does not end a conversation either. */
    boolean awaitsNothing() {
        return !closes && awaited.isEmpty();
    }

    boolean awaits(Event event) {
        return awaited.contains(event.id());
    }

    /** Waits for the event that was written the first time, as this is a repeat. */
    void awaitInstead(UUID first) {
        awaited.clear();
        awaited.add(first);
    }

    /** Takes one of its events as it is shown; true when none is missing any more. */
    boolean take(Event event, JsonObject shown) {
        awaited.remove(event.id());
        events.add(shown);
        return awaited.isEmpty();
    }

    List<JsonObject> events() {
        return events;
    }

    void succeed(Written written) {
        call.succeed(answering.apply(written));
        settled.tryComplete();
    }

    void fail(Throwable why) {
        call.fail(why);
        settled.tryComplete();
    }
}
