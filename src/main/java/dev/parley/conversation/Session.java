package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one bot, as it stood after a commit. Immutable; its data is never changed in place.
 *
 * @param assignee who attends to it on the bot's side
 * @param lapsesAt when its gateway may end it because its client was heard of no more; null for never
 */
public record Session(
        SessionOrigin origin,
        JsonObject data,
        boolean open,
        Assignee assignee,
        SessionMarks marks,
        @Nullable Instant lapsesAt) {
    /** Its id. */
    public UUID id() {
        return origin.id();
    }

    /** The bot it is with. */
    public UUID bot() {
        return origin.bot();
    }

    /** The gateway it was born on. */
    public String gateway() {
        return origin.gateway();
    }

    /** Who speaks in it, if known. */
    public @Nullable UUID person() {
        return origin.person();
    }

    /** When it was opened. */
    public Instant createdAt() {
        return origin.createdAt();
    }

    /** Whether typing is an event of its log. */
    public boolean recordTyping() {
        return origin.recordTyping();
    }

    /** The seq of the newest event. */
    public long lastSeq() {
        return marks.lastSeq();
    }

    /** How far the engine has dealt with the log. */
    public long enginePosition() {
        return marks.enginePosition();
    }

    /** How often the assignee has changed. */
    public long engineEpoch() {
        return marks.engineEpoch();
    }

    /** How much of the log the person has seen. */
    public long seen() {
        return marks.seen();
    }

    /** How much of the log clients that do not count were told. */
    public long heard() {
        return marks.heard();
    }

    /** The same with other marks. */
    public Session marked(SessionMarks changed) {
        return new Session(origin, data, open, assignee, changed, lapsesAt);
    }

    /** The same with other data. */
    public Session holding(JsonObject changed) {
        return new Session(origin, changed, open, assignee, marks, lapsesAt);
    }

    /** The same with somebody else on the bot's side, before whom nothing is left to deal with. */
    public Session attendedBy(Assignee next) {
        return new Session(origin, data, open, next, marks.nextEpoch(), lapsesAt);
    }

    /** The same with another time at which it lapses. */
    public Session lapsing(Instant at) {
        return new Session(origin, data, open, assignee, marks, at);
    }

    /** The same ended. */
    public Session closed() {
        return new Session(origin, data, false, assignee, marks, null);
    }
}
