package dev.parley.feed;

import dev.parley.conversation.Event;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Reads logs, for everybody: in pages bounded in events and in bytes, the next one only when it is asked for. Callable
 * from any context; futures complete on the caller's.
 */
public final class LogReader {
    private static final int SESSIONS_PAGE = 100;
    private static final int TIPS_PAGE = 500;

    private final LogQueries log;

    public LogReader(LogQueries log) {
        this.log = log;
    }

    /** A session as it stands. */
    public Future<Optional<Session>> session(SessionRef ref) {
        return log.session(ref);
    }

    /** The sessions of a person with a bot that were born on a gateway, oldest first. */
    public Future<List<Session>> threads(UUID person, UUID bot, String gateway) {
        return threads(person, bot, gateway, Optional.empty(), new ArrayList<>())
                .map(found -> {
                    found.sort(Comparator.comparing(Session::createdAt));
                    return List.copyOf(found);
                });
    }

    private Future<List<Session>> threads(
            UUID person, UUID bot, String gateway, Optional<UUID> after, List<Session> found) {
        return log.sessionsOf(person, after, SESSIONS_PAGE).compose(page -> {
            page.stream()
                    .filter(session ->
                            session.bot().equals(bot) && session.gateway().equals(gateway))
                    .forEach(found::add);
            return page.size() < SESSIONS_PAGE
                    ? Future.succeededFuture(found)
                    : threads(person, bot, gateway, Optional.of(last(page).id()), found);
        });
    }

    /** What was said in all sessions of a person before a time, newest first, so much of it. */
    public Future<List<Said>> said(UUID person, Instant before, PageLimit limit) {
        return log.said(person, before, limit);
    }

    /** The log behind a seq, a page of it. */
    public Future<Page> after(UUID session, long seq) {
        return log.readAfter(session, seq, PageLimit.DEFAULT);
    }

    /** The log behind a seq, so much of it. */
    public Future<Page> after(UUID session, long seq, PageLimit limit) {
        return log.readAfter(session, seq, limit);
    }

    /** The log before a seq, so much of it: the part next to the seq. */
    public Future<Page> before(UUID session, long seq, PageLimit limit) {
        return log.readBefore(session, seq, limit);
    }

    /**
     * Reads on behind a seq, page by page, to the log's end or until somebody has enough.
     *
     * @param goOn takes an event; false to stop reading
     */
    public Future<Void> scan(UUID session, long seq, Predicate<Event> goOn) {
        return after(session, seq).compose(page -> {
            for (Event event : page.events()) {
                if (!goOn.test(event)) {
                    return Future.succeededFuture();
                }
            }
            return page.more() ? scan(session, last(page.events()).seq(), goOn) : Future.succeededFuture();
        });
    }

    /**
     * Where the logs of these sessions end, told of each that is known. What cannot be read now is left out.
     */
    public void tips(Collection<UUID> sessions, BiConsumer<UUID, Long> told) {
        List<UUID> all = new ArrayList<>(sessions);
        for (int start = 0; start < all.size(); start += TIPS_PAGE) {
            log.tips(all.subList(start, Math.min(start + TIPS_PAGE, all.size())))
                    .onSuccess(tips -> tips.forEach(told));
        }
    }

    /** Open sessions of a gateway that have lapsed, those first that lapsed first, at most {@code limit}. */
    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return log.lapsed(gateway, at, limit);
    }

    private static <T> T last(List<T> page) {
        return page.get(page.size() - 1);
    }
}
