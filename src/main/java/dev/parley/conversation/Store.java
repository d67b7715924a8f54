package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The durable log. A future of a write succeeds only after its commit; writes are committed in the order they were
 * asked for. Futures complete on the caller's context. Refusals are {@link RefusedException}s; other failures of a
 * write are refused as {@link Refusal#UNAVAILABLE} and logged once.
 *
 * <p>After every commit the listener hears what changed, in commit order, after the futures of that commit were
 * completed: a writer that shares an event loop with a listener learns of its own event first.
 *
 * <p>Strings reach the store without U+0000 and lone surrogates.
 */
public interface Store extends LogQueries {
    /** Sets who hears what was committed; called on the writer's thread, so it must be quick. Set before first use. */
    void onCommit(Handler<List<Notification>> listener);

    /** All bots, oldest first. */
    Future<List<BotRecord>> bots();

    /** Makes or replaces a bot. */
    Future<Void> putBot(BotRecord bot);

    /** Erases a bot and everything of it, in slices; the ids of its images. Unknown: empty list. */
    Future<List<UUID>> eraseBot(UUID bot);

    /**
     * Opens a session with the events it begins with. An id that this bot and gateway used already is a repeat:
     * nothing is written, and no events come back.
     */
    Future<Appended> open(NewSession session);

    /**
     * Appends one event. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, and what the target
     * {@linkplain SessionRef#refusal refuses}. A draft whose client id the same author side used before in this session is
     * not written again.
     */
    Future<Appended> append(SessionRef target, Draft draft);

    /**
     * Appends several events, at least one, as one: all in one commit, told together. Refused as one event is. When the
     * first is a repeat by its client id, all of them are, and nothing is written.
     */
    Future<Appended> append(SessionRef target, List<Draft> drafts);

    /**
     * Merges data, top level, and logs it as {@link Body.DataMerged}. Refused: {@code UNKNOWN_SESSION},
     * {@code SESSION_CLOSED}, {@code TOO_LONG} when the merged object would take more than {@code maxBytes} of JSON.
     */
    default Future<Appended> merge(SessionRef target, Author author, DataPatch patch, int maxBytes) {
        return merge(target, Draft.of(author, new Body.DataMerged(patch.set(), patch.remove())), maxBytes);
    }

    /**
     * Merges data as a draft with a {@link Body.DataMerged} says. Refused as the other, and as {@link #append} is; a
     * repeat by client id is not merged again.
     */
    Future<Appended> merge(SessionRef target, Draft merged, int maxBytes);

    /** Ends a conversation with a {@link Body.Closed} event; closing a closed one writes nothing (duplicate). */
    Future<Appended> close(SessionRef target, Author author);

    /**
     * Lets a human attend to the session: appends the agent's {@link Body.Joined} and raises the engine epoch. What the
     * person did and does from then on counts as delivered. The same agent again: nothing is written and no event comes
     * back (duplicate). Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, {@code TAKEN_OVER}.
     *
     * @param agent of the type {@link Author.Type#AGENT}, with a name
     */
    Future<Appended> takeOver(SessionRef target, Author agent);

    /**
     * Gives the session back to its engine, which begins at the log's end: appends the agent's {@link Body.Left} if one
     * had it, and raises the engine epoch. An engine that has it already: nothing is written and no event comes back
     * (duplicate). Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}.
     */
    Future<Appended> handBack(SessionRef target);

    /** Raises the session's seen mark, never lowers it; seqs beyond the log count as its end. */
    Future<Session> seen(SessionRef target, long seq);

    /**
     * Raises the heard marks of these sessions: up to where their clients were told the log. Never lowers one; unknown
     * sessions are passed over. An event by the person raises it to the log's end before that event.
     */
    Future<Void> heard(Map<UUID, Long> seqs);

    /**
     * Lets a session lapse later: raises its {@code lapsesAt}, never lowers it. Sessions that never lapse, closed and
     * unknown ones are passed over.
     */
    Future<Void> prolong(SessionRef target, Instant lapsesAt);

    /** Erases a session and everything of it; the ids of its images. Empty when it was unknown. */
    Future<Optional<List<UUID>>> erase(SessionRef target);

    /** Up to {@code limit} events after a seq, ascending. Unknown session: empty. */
    Future<List<Event>> after(UUID session, long seq, int limit);

    /** Up to {@code limit} events before a seq, ascending. Unknown session: empty. */
    Future<List<Event>> before(UUID session, long seq, int limit);

    /**
     * Commits a delivery's outcome. After this and every other write, the engine position of a session in which
     * nothing of the person is left to deliver stands at the log's end, so that a delivery begins where the log was.
     *
     * <p>Empty when it came too late: another position or epoch stands there, or the
     * session is gone. In a closed session the position moves and the answers are dropped. Refused, and nothing is
     * committed: {@code TOO_LONG} when the session's data would be too much. An event that is given up is
     * listed as undeliverable; one that was replayed is listed no more, unless it is given up again.
     */
    Future<Optional<Appended>> settle(DeliveryOutcome settlement);

    /** Records an image of a session. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}. */
    Future<Void> addImage(SessionRef target, ImageRecord image);

    /** Which of these image ids the store does not know: files without a record. */
    Future<List<UUID>> unknownImages(Collection<UUID> ids);

    /** What was given up. */
    Undeliverables undeliverables();

    /** The persons. */
    People people();

    /** Tokens, audit and errors. */
    Ledger ledger();

    /** The documents beside the log. */
    Documents documents();

    /** What can be counted. */
    Statistics statistics();

    /** Succeeds when the store can write. */
    Future<Void> ready();

    /** Commits what is queued and closes. */
    Future<Void> close();
}
