package dev.parley.gateway.chip;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's queue on one bot, with the sockets of one event loop that have it open. The queue is no list: it is the log
 * behind the seq the visitor has confirmed, in the visitor's sessions from the oldest on. Its head is shown to every
 * socket until one of them confirms it; then the next. Belongs to its event loop.
 */
final class Chat {
    private static final int PAGE = 100;

    private final ChipLoop loop;
    private final Contact contact;
    private final List<ChipConnection> connections = new ArrayList<>(1);

    /** The session that is being read, and up to where nothing waits in it. */
    private @Nullable UUID session;

    private long cursor;

    /** Up to where that session is known to reach. */
    private long tip;

    /** There may be more in another session. */
    private boolean elsewhere;

    private @Nullable Message head;
    private @Nullable UUID open;
    private boolean reading;
    private boolean again;

    Chat(ChipLoop loop, Contact contact) {
        this.loop = loop;
        this.contact = contact;
    }

    Contact contact() {
        return contact;
    }

    List<ChipConnection> connections() {
        return List.copyOf(connections);
    }

    /** What waits to be confirmed. */
    @Nullable
    Message head() {
        return head;
    }

    /** The session in which something can be said, as far as it is known. */
    @Nullable
    UUID open() {
        return open;
    }

    void open(@Nullable UUID now) {
        open = now;
    }

    /** The session whose growth would bring more; null when none is known. */
    @Nullable
    UUID session() {
        return session;
    }

    /** One more socket: it is shown the head, whoever was shown it before. */
    void add(ChipConnection connection) {
        connections.add(connection);
        Message waiting = head;
        if (waiting != null) {
            connection.show(waiting, frame(waiting));
        } else {
            read();
        }
    }

    /** Forgets a socket; true when it was the last. */
    boolean remove(ChipConnection connection) {
        return connections.remove(connection) && connections.isEmpty();
    }

    /** Takes what the fan-out told of a session of this contact. */
    void grew(Session grown, List<Event> events) {
        if (grown.open()) {
            open = grown.id();
        } else if (grown.id().equals(open)) {
            open = null;
        }
        if (!grown.id().equals(session)) {
            elsewhere = true;
            look();
            return;
        }
        tip = Math.max(tip, grown.lastSeq());
        if (head != null || reading || events.isEmpty() || events.get(0).seq() != cursor + 1) {
            look();
            return;
        }
        Optional<Message> found = Message.firstOutgoing(grown.id(), events).filter(Message::complete);
        if (found.isPresent()) {
            show(found.get());
        } else {
            cursor = grown.lastSeq();
        }
    }

    /** Takes what the store says is the end of the session's log. */
    void offerTip(long lastSeq) {
        tip = Math.max(tip, lastSeq);
        look();
    }

    /** The visitor has confirmed everything up to a seq, here or elsewhere. */
    void confirmed(UUID where, long seq) {
        Message waiting = head;
        if (waiting != null && waiting.session().equals(where) && waiting.lastSeq() <= seq) {
            head = null;
            cursor = waiting.lastSeq();
            look();
        }
    }

    /** Reads from the store what waits, unless something does already or nothing can. */
    private void look() {
        if (reading) {
            again = true;
        } else if (head == null && (elsewhere || tip > cursor)) {
            read();
        }
    }

    /** Reads the whole queue anew. */
    void read() {
        if (reading) {
            again = true;
            return;
        }
        if (head != null) {
            return;
        }
        reading = true;
        again = false;
        elsewhere = false;
        loop.gateway()
                .contacts()
                .sessions(contact.person(), contact.bot())
                .compose(sessions -> firstOf(sessions, 0))
                .onSuccess(found -> found.ifPresent(this::show))
                // The store cannot be read now: the next hint or the periodic comparison comes back to it.
                .onFailure(failure -> elsewhere = true)
                .onComplete(done -> {
                    reading = false;
                    if (again && done.succeeded()) {
                        look();
                    }
                });
    }

    private Future<Optional<Message>> firstOf(List<Session> sessions, int index) {
        if (index == sessions.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        Session next = sessions.get(index);
        Session last = sessions.get(sessions.size() - 1);
        open = last.open() ? last.id() : null;
        enter(next.id(), next.seen());
        tip = next.lastSeq();
        Future<Optional<Message>> found = next.seen() < next.lastSeq()
                ? firstAfter(next.id(), next.seen(), PAGE)
                : Future.succeededFuture(Optional.empty());
        return found.compose(message -> {
            if (message.isEmpty()) {
                return firstOf(sessions, index + 1);
            }
            elsewhere |= index + 1 < sessions.size();
            return Future.succeededFuture(message);
        });
    }

    /** Pages without a word to the person are passed over; a message that does not end in its page is read as a whole. */
    private Future<Optional<Message>> firstAfter(UUID id, long seq, int limit) {
        return loop.gateway().conversations().after(id, seq, limit).compose(events -> {
            Optional<Message> found = Message.firstOutgoing(id, events);
            if (found.isPresent()) {
                Message message = found.get();
                cursor = message.first().seq() - 1;
                return message.complete()
                        ? Future.succeededFuture(found)
                        : firstAfter(id, cursor, Message.parts(message.first()));
            }
            if (events.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            cursor = events.get(events.size() - 1).seq();
            return events.size() < limit ? Future.succeededFuture(Optional.empty()) : firstAfter(id, cursor, limit);
        });
    }

    private void enter(UUID id, long seq) {
        loop.moved(this, session, id);
        session = id;
        cursor = seq;
    }

    private void show(Message found) {
        head = found;
        byte[] frame = frame(found);
        connections().forEach(connection -> connection.show(found, frame));
    }

    private byte[] frame(Message message) {
        return loop.gateway().live(message, contact.bot());
    }
}
