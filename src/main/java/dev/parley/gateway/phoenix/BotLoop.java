package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The channels and attachments of one event loop, and what they are told. */
final class BotLoop {
    private static final int TIPS_PAGE = 500;
    private static final int REMEMBERED = 4_096;

    private final PhoenixGateway gateway;
    private final Map<UUID, List<Attachment>> attached = new HashMap<>();
    private final Map<UUID, Set<BotChannel>> channels = new HashMap<>();
    /** Those of them that hear sessions they never named: a message must not cost a look at all the others. */
    private final Map<UUID, Set<BotChannel>> listening = new HashMap<>();

    /** The last seq each session was broadcast up to, so that a repeated hint is not broadcast again. */
    private final Map<UUID, Long> broadcast = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    BotLoop(PhoenixGateway gateway) {
        this.gateway = gateway;
    }

    void joined(BotChannel channel) {
        add(channels, channel.botId(), channel);
        if (channel.hearsTopic()) {
            add(listening, channel.botId(), channel);
        }
    }

    void left(BotChannel channel) {
        remove(channels, channel.botId(), channel);
        remove(listening, channel.botId(), channel);
    }

    private static void add(Map<UUID, Set<BotChannel>> all, UUID bot, BotChannel member) {
        all.computeIfAbsent(bot, any -> new LinkedHashSet<>()).add(member);
    }

    private static void remove(Map<UUID, Set<BotChannel>> all, UUID bot, BotChannel member) {
        Set<BotChannel> rest = all.get(bot);
        if (rest != null && rest.remove(member) && rest.isEmpty()) {
            all.remove(bot);
        }
    }

    void attach(Attachment attachment) {
        attached.computeIfAbsent(attachment.session(), session -> new ArrayList<>(1))
                .add(attachment);
    }

    void detach(Attachment attachment) {
        attachment.end();
        List<Attachment> rest = attached.get(attachment.session());
        if (rest != null && rest.remove(attachment) && rest.isEmpty()) {
            attached.remove(attachment.session());
        }
    }

    void hear(List<Notification> batch) {
        // First, because the position a log grew to would say "delivered" of what was given up.
        for (Notification notification : batch) {
            if (notification instanceof Notification.Status status) {
                copy(attached.get(status.session())).forEach(attachment -> attachment.offer(status));
            }
        }
        for (Notification notification : batch) {
            if (notification instanceof Notification.LogAppended grew) {
                grew(grew.session(), grew.events());
            } else if (notification instanceof Notification.Typing typing) {
                if (typing.author().type() != Author.Type.PERSON) {
                    copy(attached.get(typing.session()))
                            .forEach(attachment -> attachment.channel().pushTyping(attachment, typing.on()));
                }
            } else if (notification instanceof Notification.AnswerDelta part) {
                copy(attached.get(part.session()))
                        .forEach(attachment -> attachment.channel().pushPart(attachment, part));
            } else if (notification instanceof Notification.Erased erased) {
                for (Attachment attachment : copy(attached.get(erased.session()))) {
                    attachment.channel().forget(attachment);
                }
                broadcast.remove(erased.session());
            } else if (notification instanceof Notification.BotChanged changed) {
                for (BotChannel channel : copy(channels.get(changed.bot()))) {
                    channel.botChanged();
                }
            }
        }
    }

    /** Compares every attached session with the store: the last hint may have been lost. */
    void reconcile() {
        List<UUID> sessions = new ArrayList<>(attached.keySet());
        for (int start = 0; start < sessions.size(); start += TIPS_PAGE) {
            List<UUID> page = sessions.subList(start, Math.min(start + TIPS_PAGE, sessions.size()));
            gateway.conversations()
                    .tips(page)
                    .onSuccess(tips -> tips.forEach((session, tip) ->
                            copy(attached.get(session)).forEach(attachment -> attachment.offerTip(tip))));
        }
    }

    private void grew(Session session, List<Event> events) {
        if (!session.gateway().equals(PhoenixGateway.NAME)) {
            return;
        }
        List<Attachment> attachments = attached.get(session.id());
        Set<BotChannel> onTopic = listening.get(session.bot());
        if (attachments == null && onTopic == null) {
            return;
        }
        if (onTopic != null) {
            events.forEach(event -> gateway.pushers().heard(session.id(), event));
        }
        EventMessages messages = gateway.messages();
        if (attachments != null) {
            if (attachments.size() == 1) {
                attachments.get(0).offer(session, events, messages);
            } else {
                copy(attachments).forEach(attachment -> attachment.offer(session, events, messages));
            }
        }
        if (onTopic != null) {
            broadcast(session, events, messages, onTopic);
        }
    }

    /** AIDA's scope {@code topic}: sockets hear sessions they never named, straight from the hint. */
    private void broadcast(Session session, List<Event> events, EventMessages messages, Set<BotChannel> onTopic) {
        long known = broadcast.getOrDefault(session.id(), 0L);
        for (Event event : events) {
            if (event.seq() > known && messages.plain(event) != null) {
                for (BotChannel channel : onTopic) {
                    channel.emitUnattached(session.id(), event, messages);
                }
            }
        }
        broadcast.put(session.id(), Math.max(known, session.lastSeq()));
    }

    private static <T> List<T> copy(@Nullable Collection<T> members) {
        return members == null ? List.of() : List.copyOf(members);
    }
}
