package dev.parley.conversation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is read of sessions and their logs; the writing side is {@link Conversations}. Futures complete on the caller's
 * context; they fail as refused with {@link Refusal#UNAVAILABLE} when the store cannot be read.
 */
public interface LogQueries {
    /** A session as it stands now. */
    Future<Optional<Session>> session(SessionRef ref);

    /** The log behind a seq, from there on. */
    Future<Page> readAfter(UUID session, long seq, PageLimit limit);

    /** The log before a seq, the part next to it. */
    Future<Page> readBefore(UUID session, long seq, PageLimit limit);

    /** The last seq of each of these sessions; unknown ones are left out. */
    Future<Map<UUID, Long>> tips(Collection<UUID> sessions);

    /** A bot's sessions by id after {@code after}, at most {@code limit}. */
    Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit);

    /** A person's sessions by id after {@code after}, at most {@code limit}. */
    Future<List<Session>> sessionsOf(UUID person, Optional<UUID> after, int limit);

    /** What was said in all sessions of a person, by whomever: texts, images and files before a time, newest first. */
    Future<List<Said>> said(UUID person, Instant before, PageLimit limit);

    /** Open sessions born on a gateway that have lapsed at a time, those first that lapsed first, at most {@code limit}. */
    Future<List<Session>> lapsed(String gateway, Instant at, int limit);

    /** Sessions whose engine has not dealt with everything the person did, by id after {@code after}, at most {@code limit}. */
    Future<List<Session>> undelivered(Optional<UUID> after, int limit);

    /** An image's record. */
    Future<Optional<ImageRecord>> image(UUID id);

    /** Which of these image ids the store does not know: files without a record. */
    Future<List<UUID>> unknownImages(Collection<UUID> ids);
}
