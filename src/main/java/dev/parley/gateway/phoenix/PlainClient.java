package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.gateway.PushFields;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client as AIDA knows it, in scope {@code session}: it is shown lines of the sessions it names, and first what was said
 * while nobody was there, as far as clients had heard the log.
 */
final class PlainClient extends BotClient {
    PlainClient(Joined joined) {
        super(joined);
    }

    @Override
    Follower follow(PushFields.SessionName name) {
        return new Lines(joined(), name, this::forget);
    }

    private static final class Lines extends Follower {
        Lines(Joined joined, PushFields.SessionName name, Consumer<Follower> erased) {
            super(joined, name, erased);
        }

        @Override
        long start(Session found) {
            return Math.max(found.heard(), found.lastSeq() - joined().context().resumeLimit());
        }

        @Override
        void show(List<Event> events, int index) {
            EventPush push = joined().loop().rendering().plain(events, index);
            if (push != null) {
                push(push);
            }
        }
    }
}
