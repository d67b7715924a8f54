package dev.parley.gateway.gws;

import dev.parley.bot.UuidText;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import java.util.UUID;

/** Names chats: a chat is a session that was born on this gateway, and others are unknown here. */
final class ChatRef {
    /** The name that sessions born here carry. */
    static final String GATEWAY = "gws";

    private ChatRef() {}

    /** The chat of a bot that an id names, in the one spelling it was given out in; else a {@link Fault}. */
    static SessionRef of(UUID bot, String id) {
        return UuidText.parse(id)
                .filter(read -> read.toString().equals(id))
                .map(read -> new SessionRef(read, bot, GATEWAY))
                .orElseThrow(Fault::unknownChat);
    }

    static SessionRef of(Session session) {
        return new SessionRef(session.id(), session.bot(), GATEWAY);
    }
}
