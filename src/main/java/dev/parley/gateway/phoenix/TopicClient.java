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
        boolean follows = follower(session) instanceof Lines named && named.shows(event.seq());
        if (!follows && recent.mayHear(session, event)) {
            push.to(socket(), session.toString());
        }
    }

    private final class Lines extends Follower {
        private boolean begun;
        private long told;

        Lines(PushFields.SessionName name) {
            super(TopicClient.this.joined(), name, TopicClient.this::forget);
        }

        @Override
        long start(Session found) {
            return Math.max(told, found.lastSeq());
        }

        @Override
        void begin(Session found, long from) {
            begun = true;
            told = from;
            super.begin(found, from);
        }

        /** Whether it comes to a seq that is just told; until it has begun, and up to there, others have to be told. */
        boolean shows(long seq) {
            if (!begun) {
                told = Math.max(told, seq);
            }
            return seq > told;
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
