package dev.parley.gateway.expertflow;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A socket's place in one conversation: the tail reader with its cursor. What happens is told in the order of the log and
 * once; what the fan-out did not tell is read from the store, and only while the socket has room. Belongs to its event
 * loop.
 */
final class Attachment {
    /** More than the longest message has events, so that a page always holds one. */
    private static final int PAGE = 100;

    private final CustomerSocket socket;
    private final Customer customer;
    private final Set<UUID> own = new HashSet<>(2);
    private final Promise<Void> over = Promise.promise();
    private ConversationSnapshot known;
    private Notification.@Nullable Typing typed;
    private long cursor;
    private long tip;
    private boolean reading = true;
    private boolean ended;

    /**
     * @param session as it was found; nothing is told before {@link #begin}
     */
    Attachment(CustomerSocket socket, Session session, Customer customer) {
        this.socket = socket;
        this.customer = customer;
        this.known = new ConversationSnapshot(session, customer.id());
    }

    CustomerSocket socket() {
        return socket;
    }

    Session session() {
        return known.session();
    }

    ConversationSnapshot known() {
        return known;
    }

    Customer customer() {
        return customer;
    }

    long cursor() {
        return cursor;
    }

    /** Completes when the client was told that the conversation is over, or is here no more. */
    Future<Void> over() {
        return over.future();
    }

    /** Notes messages this client writes before they are stored: it is not told its own words. */
    void writing(UUID event) {
        own.add(event);
    }

    void notWritten(UUID event) {
        own.remove(event);
    }

    /** Notes that this client types, of which the fan-out tells everybody. */
    void typing(Notification.Typing told) {
        typed = told;
    }

    /** Goes live behind what the client was told of the past. */
    void begin(long from) {
        cursor = from;
        reading = false;
        catchUp();
    }

    void end() {
        ended = true;
        over.tryComplete();
    }

    /** Takes what the fan-out told. */
    void offer(Session newest, List<Event> events, Emissions emissions) {
        if (newest.lastSeq() >= session().lastSeq()) {
            known = new ConversationSnapshot(newest, known.customerId());
        }
        tip = Math.max(tip, newest.lastSeq());
        if (!reading) {
            tell(events, emissions);
            catchUp();
        }
    }

    /** Takes what the store says is the log's end. */
    void offerTip(long lastSeq) {
        tip = Math.max(tip, lastSeq);
        catchUp();
    }

    /** Takes that somebody types. The record is told by reference, so it shows by itself whether it is this client's. */
    @SuppressWarnings("ReferenceEquality")
    void offer(Notification.Typing told, Emissions emissions) {
        if (told != typed && told.on() && !reading && !ended) {
            socket.emit(emissions.typing(told, known, socket.base()));
        }
    }

    private void tell(List<Event> events, Emissions emissions) {
        int next = 0;
        while (next < events.size() && !ended) {
            Event first = events.get(next);
            int end = next + Message.parts(first);
            if (first.seq() <= cursor) {
                next++;
            } else if (first.seq() == cursor + 1 && end <= events.size()) {
                tell(new Message(events.subList(next, end)), emissions);
                next = end;
            } else {
                return;
            }
        }
    }

    private void tell(Message message, Emissions emissions) {
        cursor = message.lastSeq();
        if (!own.remove(message.first().id())) {
            emissions.shown(message, known, socket.base()).forEach(socket::emit);
        }
        if (message.first().body() instanceof Body.Closed) {
            socket.leave(this);
        }
    }

    private void catchUp() {
        if (reading || ended || cursor >= tip) {
            return;
        }
        reading = true;
        if (socket.full()) {
            socket.onceDrained(this::read);
        } else {
            read();
        }
    }

    private void read() {
        socket.gateway()
                .conversations()
                .after(session().id(), cursor, PAGE)
                .onSuccess(events -> {
                    tell(events, new Emissions());
                    reading = false;
                    if (events.isEmpty()) {
                        // The log is shorter than told: nothing to wait for until the next hint.
                        tip = cursor;
                    }
                    catchUp();
                })
                // The store cannot be read now: the next hint or the periodic comparison comes back to it.
                .onFailure(failure -> reading = false);
    }
}
