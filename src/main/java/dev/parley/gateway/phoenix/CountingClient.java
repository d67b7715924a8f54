package dev.parley.gateway.phoenix;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.gateway.PushFields;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client that joined with {@code sessions}: it counts seqs, so it is shown whole events and says itself where it is. Of
 * a session it names later it is shown what comes; the past it asks for ({@link History}). Beside the log it is told what
 * becomes of what the person said, that somebody types, and answers piece by piece as they are made.
 */
final class CountingClient extends BotClient {
    private static final int MOST_GIVEN_UP = 100;

    CountingClient(Joined joined) {
        super(joined);
    }

    @Override
    Follower follow(PushFields.SessionName name) {
        return new Events(name);
    }

    /** Follows one session, in whole events. */
    private final class Events extends Follower {
        private final OwnEvents own = new OwnEvents();
        private final DeliveryTracker deliveries = new DeliveryTracker(this::pushStatus);

        Events(PushFields.SessionName name) {
            super(CountingClient.this.joined(), name, CountingClient.this::forget);
        }

        @Override
        long start(Session found) {
            return found.lastSeq();
        }

        /** As soon as it is known what of the past is still to be delivered. */
        @Override
        void begin(Session found, long from) {
            deliveries.startAt(found.enginePosition());
            CountingClient.this
                    .read(() -> givenUp(from).eventually(() -> undelivered(found, from)))
                    .onComplete(done -> {
                        deliveries.passed(from);
                        super.begin(found, from);
                    });
        }

        @Override
        void beginNew(Session opened) {
            deliveries.startAt(opened.enginePosition());
            super.begin(opened, opened.lastSeq());
        }

        private Future<Void> givenUp(long from) {
            return context()
                    .undeliverables()
                    .ofSession(session(), MOST_GIVEN_UP)
                    .onSuccess(events -> deliveries.givenUp(events, from))
                    .mapEmpty();
        }

        /** Finds what the person said up to a seq and the bot has not dealt with. */
        private Future<Void> undelivered(Session found, long to) {
            long from = Math.max(found.enginePosition(), to - context().resumeLimit());
            if (from >= to) {
                return Future.succeededFuture();
            }
            return context().reader().scan(session(), from, event -> {
                if (event.seq() <= to) {
                    deliveries.read(event);
                }
                return event.seq() < to;
            });
        }

        @Override
        void show(List<Event> events, int index) {
            Event event = events.get(index);
            // The client is not told its own words.
            EventPush push =
                    own.read(event.id()) ? null : joined().loop().rendering().full(events, index);
            if (push != null) {
                push(push);
            }
            deliveries.read(event);
        }

        @Override
        void writing(Draft draft) {
            own.writing(draft.id());
        }

        @Override
        void written(Draft draft, @Nullable Appended stored) {
            if (stored == null || stored.duplicate()) {
                own.notWritten(draft.id());
            }
        }

        @Override
        public void logAppended(Notification.LogAppended told) {
            deliveries.dealtWith(told.session().enginePosition());
        }

        @Override
        public void status(Notification.Status told) {
            deliveries.changed(told);
        }

        private void pushStatus(UUID event, long seq, Notification.Delivery delivery) {
            push(new EventPush(
                    "msg_status",
                    new JsonObject().put("id", event.toString()).put("seq", seq).put("status", delivery.text())));
        }

        /** Tells that somebody on the bot's side types. */
        @Override
        public void typing(Notification.Typing told) {
            if (told.author().type() != Author.Type.PERSON) {
                push(new EventPush("typing", new JsonObject().put("on", told.on())));
            }
        }

        @Override
        public void answerDelta(Notification.AnswerDelta told) {
            JsonObject part =
                    new JsonObject().put("id", told.event().toString()).put("n", told.n());
            push(new EventPush(
                    "btu_part", told.delta() == null ? part.put("cancelled", true) : part.put("delta", told.delta())));
        }
    }
}
