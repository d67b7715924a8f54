package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.feed.Registration;
import dev.parley.feed.SessionHub;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * AIDA's scope {@code topic} on one event loop: clients that hear sessions they never named, straight from the hints.
 * However many there are of a bot, a message is looked at once.
 */
final class TopicAudience {
    private static final int REMEMBERED = 4_096;

    private final SessionHub hub;
    private final PushOrigins origins;
    private final Rendering rendering;
    private final Map<UUID, Topic> topics = new HashMap<>();

    /** The last seq each session was told up to, so that a repeated hint is not told again. */
    private final Map<UUID, Long> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    TopicAudience(SessionHub hub, PushOrigins origins, Rendering rendering) {
        this.hub = hub;
        this.origins = origins;
        this.rendering = rendering;
    }

    /** Who hears what is said in sessions. */
    interface Member {
        void hear(UUID session, Event event, EventPush push);
    }

    void join(UUID bot, Member member) {
        topics.computeIfAbsent(bot, Topic::new).members.add(member);
    }

    void leave(UUID bot, Member member) {
        Topic topic = topics.get(bot);
        if (topic != null && topic.members.remove(member) && topic.members.isEmpty()) {
            topics.remove(bot);
            topic.registration.end();
        }
    }

    private void tell(Session session, List<Event> events, List<Member> members) {
        long known = told.getOrDefault(session.id(), 0L);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            EventPush push = event.seq() > known ? rendering.plain(events, i) : null;
            if (push != null) {
                members.forEach(member -> member.hear(session.id(), event, push));
            }
        }
        told.put(session.id(), Math.max(known, session.lastSeq()));
    }

    /** The clients of one bot. */
    private final class Topic implements SessionHub.BotListener {
        private final Set<Member> members = new LinkedHashSet<>();
        private final Registration registration;

        Topic(UUID bot) {
            registration = hub.bot(bot, this);
        }

        @Override
        public void logAppended(Notification.LogAppended grown) {
            Session session = grown.session();
            if (session.gateway().equals(WebsocketEntry.GATEWAY)) {
                grown.events().forEach(event -> origins.heard(session.id(), event));
                tell(session, grown.events(), List.copyOf(members));
            }
        }

        @Override
        public void erased(Notification.Erased gone) {
            told.remove(gone.session());
        }

        /** A client is told how a delivery stands only in sessions that it has named. */
        @Override
        public void status(Notification.Status status) {}
    }
}
