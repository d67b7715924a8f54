package dev.parley.gateway.chatio;

import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Identity;
import dev.parley.conversation.SessionRef;
import java.util.UUID;

/**
 * Somebody who is logged in.
 *
 * @param id by which clients know the customer, the author of what it says
 * @param license by which clients name the bot
 */
record Customer(UUID person, String id, UUID bot, long license) {
    /** The name sessions born here carry, and of the secret that signs tokens. */
    static final String GATEWAY = "chatio";

    /** How the person of a customer is known. A licence may get another bot: its customers stay who they are. */
    static Identity identity(long license, String id) {
        return new Identity(Customer.GATEWAY, String.valueOf(license), id);
    }

    Identity identity() {
        return identity(license, id);
    }

    /** A thread of the customer. */
    SessionRef ref(UUID thread) {
        return new SessionRef(thread, bot, Customer.GATEWAY);
    }

    /** Whose documents those of the chat are. */
    Owner owner() {
        return new Owner.OfPerson(person, bot);
    }
}
