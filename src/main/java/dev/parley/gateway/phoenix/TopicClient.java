package dev.parley.gateway.phoenix;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.gateway.PushFields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client as AIDA knows it, in AIDA's scope {@code topic}: it is shown lines of all sessions of the bot, but an answer
 * only when it asked, while whoever asked lives. It reads nothing of the past; a session it has named is followed, so that
 * a lost hint costs nothing there.
 */
final class TopicClient extends BotClient implements TopicAudience.Member {
    private final RecentPushes recent;

    TopicClient(Joined joined) {
        super(joined);
        this.recent = new RecentPushes(joined.context().origins());
        joined.loop().topics().join(bot().id(), this);
    }

    @Override
    Follower follow(PushFields.SessionName name) {
        return new Lines(name);
    }

    @Override
    void end() {
        super.end();
        joined().loop().topics().leave(bot().id(), this);
        recent.end();
    }

    @Override
    public void hear(UUID session, Event event, EventPush push) {
        boolean follows = follower(session) instanceof Lines named && named.comesTo(event.seq());
        if (!follows && recent.mayHear(session, event)) {
            push.to(socket(), session.toString());
        }
    }

    private final class Lines extends Follower {
        private boolean begun;

        /** Up to here the client is told by hints, as of sessions it never named. */
        private long hinted;

        Lines(PushFields.SessionName name) {
            super(TopicClient.this.joined(), name, TopicClient.this::forget);
        }

        /** Whether this shows a seq of which a hint has come. */
        boolean comesTo(long seq) {
            if (!begun) {
                hinted = Math.max(hinted, seq);
            }
            return seq > hinted;
        }

        @Override
        long start(Session found) {
            return found.lastSeq();
        }

        @Override
        void begin(Session found, long from) {
            begun = true;
            hinted = Math.max(hinted, from);
            super.begin(found, hinted);
        }

        @Override
        void show(List<Event> events, int index) {
            Event event = events.get(index);
            context().origins().heard(session(), event);
            EventPush push = joined().loop().rendering().plain(events, index);
            if (push != null && recent.mayHear(session(), event)) {
                push(push);
            }
        }

        @Override
        void writing(Draft draft) {
            recent.writing(draft);
        }

        @Override
        void written(Draft draft, @Nullable Appended stored) {
            recent.written(draft, stored);
        }
    }
}
