package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import java.util.UUID;

/**
 * The customer of a conversation.
 *
 * @param id the participant id
 * @param name how the customer is called now
 */
record Customer(UUID person, String id, String name) {
    Author author() {
        return new Author(Author.Type.PERSON, name);
    }
}
