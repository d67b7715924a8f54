package dev.parley.conversation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done to sessions and their logs; only {@link Conversations} does it, which knows the rules. The promises of
 * {@link Store} about commits, contexts and failures hold here.
 */
interface LogCommands {
    /**
     * Opens a session with the events it begins with. An id that this bot and gateway used already is a repeat:
     * nothing is written, and no events come back.
     */
    Future<Appended> open(NewSession session);

    /**
     * Appends events, at least one, as one: all in one commit, told together, or none. Data that is
     * {@linkplain Body.DataMerged merged} is merged with it. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, what
     * the target {@linkplain SessionRef#refusal refuses}, and {@code TOO_LONG} when the session's data would be too much.
     *
     * <p>When the author's side used the first one's client id before in this session, all of them are a repeat and nothing
     * is written; a later one that was written before is left out.
     *
     * @param maxData bytes of JSON that the session's data may take then
     */
    Future<Appended> append(SessionRef target, List<Draft> parts, int maxData);

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

    /**
     * Commits a delivery's outcome. After this and every other write, the engine position of a session in which
     * nothing of the person is left to deliver stands at the log's end, so that a delivery begins where the log was.
     *
     * <p>Empty when it came too late: another position or epoch stands there, or the
     * session is gone. In a closed session the position moves and the answers are dropped. Refused, and nothing is
     * committed: {@code TOO_LONG} when the session's data would be too much. An event that is given up is
     * listed as undeliverable; one that was replayed is listed no more, unless it is given up again.
     *
     * @param maxData bytes of JSON that the session's data may take then
     */
    Future<Optional<Appended>> settle(DeliveryOutcome outcome, int maxData);

    /**
     * Asks for those of these events that are a bot's, listed as undeliverable, and in a session its engine attends to, to
     * be delivered after all; the places of these. Each session with one is told as {@link Notification.Replay}. Asking
     * again is harmless. A take-over or hand-off ends what was asked for: the events stay listed.
     */
    Future<List<Place>> replay(UUID bot, Collection<Place> places);

    /** Records an image of a session. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}. */
    Future<Void> addImage(SessionRef target, ImageRecord image);
}
