package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.gateway.PushFields;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel's hold on one session: the tail reader with its cursor. Events are emitted in seq order and once; what the
 * fan-out did not tell is read from the store, and only while the socket has room. Belongs to its event loop.
 */
final class Attachment {
    private static final int PAGE = 100;
    private static final int MOST_GIVEN_UP = 100;

    private final BotChannel channel;
    private final UUID session;
    private final @Nullable OwnEvents own;
    private final @Nullable DeliveryTracker undelivered;
    private String name;
    private Future<Void> ready = Future.succeededFuture();
    private long cursor;
    private long heard;
    private long tip;
    private long unsettled;
    private boolean reading;
    private boolean ended;

    Attachment(BotChannel channel, PushFields.SessionName name) {
        this.channel = channel;
        this.session = name.id();
        this.name = name.text();
        this.own = channel.countsSeqs() ? new OwnEvents() : null;
        this.undelivered = channel.countsSeqs() ? new DeliveryTracker(this::tell) : null;
    }

    UUID session() {
        return session;
    }

    BotChannel channel() {
        return channel;
    }

    /** What this client itself wrote; only kept for clients that are told what others write. */
    @Nullable
    OwnEvents own() {
        return own;
    }

    /** The session id as the client last wrote it. */
    String name() {
        return name;
    }

    void name(String text) {
        name = text;
    }

    /** Completes when the session is known to exist; operations on it wait for that, in order. */
    Future<Void> ready() {
        return ready;
    }

    void ready(Future<Void> found) {
        ready = found;
    }

    long cursor() {
        return cursor;
    }

    /** True when more was emitted than the session's heard mark says. */
    boolean unheard() {
        return cursor > heard;
    }

    void end() {
        ended = true;
    }

    /** Holds back what the fan-out tells until {@link #begin}. */
    void hold() {
        reading = true;
    }

    /** Says where to begin; nothing is emitted before {@link #begin}. */
    void startAt(Session found, long from) {
        cursor = from;
        heard = found.heard();
        tip = Math.max(tip, found.lastSeq());
        if (undelivered != null) {
            undelivered.startAt(found.enginePosition());
            unsettled = found.enginePosition();
        }
    }

    /** Goes live: everything between the start and the log's end is read first. */
    void begin() {
        if (undelivered == null) {
            goLive();
            return;
        }
        DeliveryTracker found = undelivered;
        long from = Math.max(unsettled, cursor - channel.gateway().resumeLimit());
        givenUp(found).eventually(() -> past(found, from)).onComplete(done -> {
            found.passed(cursor);
            goLive();
        });
    }

    /** Goes live in a session that has no past. */
    void goLive() {
        reading = false;
        catchUp();
    }

    private Future<Void> givenUp(DeliveryTracker found) {
        return channel.gateway()
                .conversations()
                .undeliverables()
                .ofSession(session, MOST_GIVEN_UP)
                .onSuccess(events -> found.givenUp(events, cursor))
                .mapEmpty();
    }

    /** Finds what the person said before the cursor and the bot has not dealt with. */
    private Future<Void> past(DeliveryTracker found, long from) {
        if (from >= cursor) {
            return Future.succeededFuture();
        }
        return channel.gateway().conversations().after(session, from, PAGE).compose(events -> {
            events.stream().filter(event -> event.seq() <= cursor).forEach(found::read);
            return events.size() < PAGE
                    ? Future.succeededFuture()
                    : past(found, events.get(events.size() - 1).seq());
        });
    }

    /** Takes what the fan-out told. */
    void offer(Session newest, List<Event> events, EventMessages messages) {
        tip = Math.max(tip, newest.lastSeq());
        if (undelivered != null) {
            undelivered.dealtWith(newest.enginePosition());
        }
        if (reading) {
            return;
        }
        for (Event event : events) {
            if (event.seq() == cursor + 1) {
                emit(event, messages);
            }
        }
        catchUp();
    }

    /** Takes how the delivery of an event stands. */
    void offer(Notification.Status status) {
        if (undelivered != null) {
            undelivered.changed(status);
        }
    }

    private void tell(UUID event, long seq, Notification.Delivery delivery) {
        if (!ended) {
            channel.pushStatus(this, event, seq, delivery);
        }
    }

    private void emit(Event event, EventMessages messages) {
        cursor = event.seq();
        channel.emit(this, event, messages);
        if (undelivered != null) {
            undelivered.read(event);
        }
    }

    /** Takes what the store says is the log's end. */
    void offerTip(long lastSeq) {
        tip = Math.max(tip, lastSeq);
        catchUp();
    }

    private void catchUp() {
        if (reading || ended || cursor >= tip) {
            return;
        }
        reading = true;
        if (channel.full()) {
            channel.onceDrained(drained -> read());
        } else {
            read();
        }
    }

    private void read() {
        channel.gateway()
                .conversations()
                .after(session, cursor, PAGE)
                .onSuccess(events -> {
                    EventMessages messages = channel.gateway().messages();
                    for (Event event : events) {
                        if (!ended && event.seq() == cursor + 1) {
                            emit(event, messages);
                        }
                    }
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
