package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one bot, as it stood after a commit. Immutable; its data is never changed in place.
 *
 * @param gateway the gateway it was born on; others treat it as unknown
 * @param person who speaks in it, if known
 * @param lastSeq the seq of the newest event, 0 for an empty log
 * @param enginePosition the seq up to which the engine has dealt with the log
 * @param engineEpoch raised with every change of the assignee; answers of an older epoch are dropped
 * @param assignee who attends to it on the bot's side
 * @param seen the largest seq the person has seen
 * @param heard the seq up to which clients that do not count seqs themselves were told the log
 * @param recordTyping whether typing is an event of the log, for protocols that number it
 * @param lapsesAt when its gateway may end it because its client was heard of no more; null for never
 */
public record Session(
        UUID id,
        UUID bot,
        String gateway,
        @Nullable UUID person,
        JsonObject data,
        boolean open,
        long lastSeq,
        long enginePosition,
        long engineEpoch,
        Assignee assignee,
        long seen,
        long heard,
        Instant createdAt,
        boolean recordTyping,
        @Nullable Instant lapsesAt) {}
