package dev.parley.gateway.chip;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.feed.LogReader;
import dev.parley.feed.SessionHub;
import dev.parley.feed.ThreadFollower;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's outbox on one bot, with the sockets of one event loop that have it open. The outbox is no list: it is the log
 * behind what the visitor has confirmed (the session's seen mark), in the visitor's sessions from the oldest on. Its head is
 * shown to every socket until one of them confirms it; then the next.
 *
 * <pre>
 *   log:   1 in   2 out   3 out   4 in   5 out   6 out ...
 *                   ^seen   ^head: shown, waits for ack_chat; what stands behind it is not read
 * </pre>
 *
 * <p>So the chat is a consumer that is ready for more only while it has no head, and nothing is lost with a socket, an event
 * loop or the server: whoever comes next begins at the mark again. A message may be confirmed on another event loop, or
 * another server; word of that is the notification that the mark has moved. Belongs to its event loop.
 */
final class Chat implements ThreadFollower.Consumer {
    /** A socket that has the chat open. */
    interface Viewer {
        /** Shows a message that waits to be confirmed. */
        void show(Message message, byte[] frame);

        /** Ends; the visitor comes back. */
        void close();
    }

    private final Contact contact;
    private final Function<Message, byte[]> encoding;
    private final ThreadFollower follower;
    private final List<Viewer> viewers = new ArrayList<>(1);
    private @Nullable Message head;

    /**
     * Begins to read the outbox.
     *
     * @param encoding a message as it is sent
     */
    Chat(SessionHub hub, LogReader reader, Contact contact, Function<Message, byte[]> encoding) {
        this.contact = contact;
        this.encoding = encoding;
        this.follower = new ThreadFollower(
                hub, reader, contact.person(), contact.bot(), Contact.GATEWAY, ThreadFollower.Start.OLDEST, this);
        // What cannot be read now is read when the chat is next compared with the store.
        follower.begin();
    }

    Contact contact() {
        return contact;
    }

    /** What waits to be confirmed. */
    @Nullable
    Message head() {
        return head;
    }

    /** The session in which something can be said, as far as it is known. */
    Optional<UUID> open() {
        Session newest = follower.newest();
        return newest != null && newest.open() ? Optional.of(newest.id()) : Optional.empty();
    }

    /** One more socket: it is shown the head, whoever was shown it before. */
    void add(Viewer viewer) {
        viewers.add(viewer);
        Message waiting = head;
        if (waiting != null) {
            viewer.show(waiting, encoding.apply(waiting));
        } else if (viewers.size() > 1) {
            // Who comes anew finds what was said although no hint told.
            follower.look();
        }
    }

    /** Forgets a socket; true when it was the last, with which the chat ends. */
    boolean remove(Viewer viewer) {
        boolean last = viewers.remove(viewer) && viewers.isEmpty();
        if (last) {
            follower.end();
        }
        return last;
    }

    /** The visitor has confirmed everything up to a seq, here or elsewhere. */
    void confirmed(UUID session, long seq) {
        Message waiting = head;
        if (waiting != null && waiting.session().equals(session) && waiting.lastSeq() <= seq) {
            head = null;
            follower.resume();
        }
    }

    @Override
    public Future<Long> begin(Session session) {
        return Future.succeededFuture(session.seen());
    }

    @Override
    public long next(Session session, @Nullable Session before) {
        return session.seen();
    }

    @Override
    public boolean ready() {
        return head == null;
    }

    /** Passes over what is not said to the visitor, up to the next message; that is taken as a whole. */
    @Override
    public int take(List<Event> events) {
        int skipped = 0;
        while (skipped < events.size() && !Message.begins(events.get(skipped))) {
            skipped++;
        }
        if (skipped == events.size()) {
            return skipped;
        }
        Message message = Message.at(session(), events.subList(skipped, events.size()));
        if (!message.complete()) {
            return skipped;
        }
        head = message;
        byte[] frame = encoding.apply(message);
        List.copyOf(viewers).forEach(viewer -> viewer.show(message, frame));
        return skipped + message.events().size();
    }

    private UUID session() {
        Session current = follower.current();
        if (current == null) {
            throw new IllegalStateException("no session is read");
        }
        return current.id();
    }

    @Override
    public void seen(Notification.Seen told) {
        confirmed(told.session(), told.seq());
    }

    /** The visitor comes back, and is asked whether it is still known. */
    @Override
    public void erased(Notification.Erased told) {
        List.copyOf(viewers).forEach(Viewer::close);
    }

    // The protocol has no word for the rest.

    @Override
    public void logAppended(Notification.LogAppended told) {}

    @Override
    public void botChanged(Notification.BotChanged told) {}

    @Override
    public void typing(Notification.Typing told) {}

    @Override
    public void documentChanged(Notification.DocumentChanged told) {}

    @Override
    public void replay(Notification.Replay told) {}

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}
}
