package dev.parley.gateway.expertflow;

import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import java.util.UUID;

/** Names conversations: one is a session that was born on this gateway, and others are unknown here. */
final class ConversationRef {
    /** The name that sessions born here carry. */
    static final String GATEWAY = "expertflow";

    private ConversationRef() {}

    static SessionRef of(UUID conversation) {
        return new SessionRef(conversation, null, GATEWAY);
    }

    static SessionRef of(Session session) {
        return new SessionRef(session.id(), session.bot(), GATEWAY);
    }
}
