package dev.parley.feed;

import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who in this process wants to hear of what. One a server, between the fan-out and the {@link SessionHub}s: a
 * notification goes to the hubs that follow its session, its person, its bot or its slot, and to no other, so that a
 * message does not wake every event loop (decision 59). Thread-safe; what is published is sorted on the publisher's thread.
 *
 * <pre>
 *   store --commit--> Fanout --batch--> Subscriptions --send--> Inbox --> SessionHub (one an event loop)
 *                                          | session, person, bot, slot -> inboxes
 * </pre>
 */
public final class Subscriptions {
    private final Interest<UUID> sessions = new Interest<>();
    private final Interest<UUID> persons = new Interest<>();
    private final Interest<UUID> bots = new Interest<>();
    private final Interest<Integer> slots = new Interest<>();
    private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();
    private final Fanout.Subscription subscription;

    /** Hears the fan-out from now on. */
    public Subscriptions(Fanout fanout) {
        subscription = fanout.subscribe(this::route);
    }

    /** Hears no more. */
    public Future<Void> close() {
        return subscription.cancel();
    }

    Interest<UUID> sessions() {
        return sessions;
    }

    Interest<UUID> persons() {
        return persons;
    }

    Interest<UUID> bots() {
        return bots;
    }

    Interest<Integer> slots() {
        return slots;
    }

    /** An inbox hears what concerns everybody. */
    void join(Inbox inbox) {
        inboxes.add(inbox);
    }

    void leave(Inbox inbox) {
        inboxes.remove(inbox);
    }

    private void route(List<Notification> batch) {
        if (batch.size() == 1) {
            // By far the most batches of a server that is not busy.
            addressees(batch.get(0)).forEach(inbox -> inbox.post(batch));
            return;
        }
        Map<Inbox, List<Notification>> sorted = new LinkedHashMap<>();
        for (Notification told : batch) {
            addressees(told)
                    .forEach(inbox -> sorted.computeIfAbsent(inbox, first -> new ArrayList<>())
                            .add(told));
        }
        sorted.forEach(Inbox::post);
    }

    private List<Inbox> addressees(Notification told) {
        Addressees found = new Addressees();
        told.accept(found);
        return found.inboxes;
    }

    /** Finds whom a notification goes to, each once. */
    private final class Addressees implements Notification.Listener {
        private final List<Inbox> inboxes = new ArrayList<>(2);

        private void add(Inbox inbox) {
            if (!inboxes.contains(inbox)) {
                inboxes.add(inbox);
            }
        }

        private void session(UUID session) {
            sessions.of(session, this::add);
            slots.of(Slots.of(session), this::add);
        }

        @Override
        public void logAppended(Notification.LogAppended told) {
            session(told.session().id());
            bots.of(told.session().bot(), this::add);
            UUID person = told.session().person();
            if (person != null) {
                persons.of(person, this::add);
            }
        }

        @Override
        public void erased(Notification.Erased told) {
            session(told.session());
            bots.of(told.bot(), this::add);
        }

        /** What a bot is reachable by is remembered everywhere. */
        @Override
        public void botChanged(Notification.BotChanged told) {
            inboxes.addAll(Subscriptions.this.inboxes);
        }

        @Override
        public void typing(Notification.Typing told) {
            session(told.session());
        }

        @Override
        public void documentChanged(Notification.DocumentChanged told) {
            if (told.owner() instanceof DocumentQueries.Owner.OfSession owner) {
                session(owner.session());
            }
            if (told.person() != null) {
                persons.of(told.person(), this::add);
            }
        }

        @Override
        public void seen(Notification.Seen told) {
            session(told.session());
        }

        @Override
        public void replay(Notification.Replay told) {
            session(told.session());
        }

        /** How one delivery went says something about the bot, for which its other sessions may wait. */
        @Override
        public void status(Notification.Status told) {
            session(told.session());
            bots.of(told.bot(), this::add);
        }

        @Override
        public void answerDelta(Notification.AnswerDelta told) {
            session(told.session());
        }
    }
}
