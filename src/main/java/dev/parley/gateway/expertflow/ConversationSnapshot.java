package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Session;

/**
 * A conversation as far as it must be known to show something of it.
 *
 * @param session as it stood when that happened
 * @param customerId the customer's participant id
 */
record ConversationSnapshot(Session session, String customerId) {
    Attributes attributes() {
        return new Attributes(session.data());
    }

    Participant participant(Author author) {
        return Participant.of(author, customerId, attributes());
    }
}
