package dev.parley.gateway.expertflow;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The customers. Each is a person of one conversation, known by its participant id: the account a client names is what
 * anybody may claim, so it makes nobody the same person as before. Any context.
 */
final class Customers {
    private final Conversations conversations;

    Customers(Conversations conversations) {
        this.conversations = conversations;
    }

    /** A new customer. */
    Future<Person> make(UUID conversation, String participantId, String name) {
        return conversations.person(
                new Identity(ConversationRef.GATEWAY, conversation.toString(), participantId), name);
    }

    /** The customer of a conversation; one without is not this gateway's. */
    Future<Customer> of(Session session) {
        UUID person = session.person();
        if (person == null) {
            return Future.failedFuture(Fault.unknownConversation());
        }
        Future<List<Identity>> identities = conversations.identities(person);
        Future<Optional<Person>> known = conversations.person(person);
        return Future.all(identities, known)
                .map(read -> new Customer(
                        person,
                        participantId(identities.result()),
                        known.result().map(Person::name).orElse(Participant.NAMELESS)));
    }

    private static String participantId(List<Identity> identities) {
        return identities.stream()
                .filter(identity -> identity.gateway().equals(ConversationRef.GATEWAY))
                .map(Identity::key)
                .findFirst()
                .orElseThrow(Fault::unknownConversation);
    }

    /** Calls a customer otherwise; an empty name changes nothing. */
    Future<Customer> named(Customer customer, String name) {
        return name.isEmpty() || name.equals(customer.name())
                ? Future.succeededFuture(customer)
                : conversations
                        .rename(customer.person(), name)
                        .map(new Customer(customer.person(), customer.id(), name));
    }
}
