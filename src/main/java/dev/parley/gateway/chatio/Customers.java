package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who customers are: persons of a licence, known by the id in their token. Made when they log in first. Any context. */
final class Customers {
    private static final String BEARER = "Bearer ";

    private final Conversations conversations;
    private final Tokens tokens;

    Customers(Conversations conversations, Tokens tokens) {
        this.conversations = conversations;
        this.tokens = tokens;
    }

    /**
     * The customer with a token. Fails with a {@link Fault} for one that is none.
     *
     * @param bearer the token as it is sent, with the word in front
     */
    Future<Customer> of(Bot bot, long license, String bearer) {
        Optional<UUID> id = bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? tokens.read(
                        Tokens.Kind.ACCESS,
                        license,
                        bearer.substring(BEARER.length()).strip())
                : Optional.empty();
        return id.map(known -> conversations
                        .person(Customer.identity(license, known.toString()), null)
                        .map(person -> new Customer(person.id(), known.toString(), bot.id(), license)))
                .orElseGet(() -> Future.failedFuture(Fault.authentication("the token is unknown or has expired")));
    }

    /**
     * The same, with what the client tells of the customer.
     *
     * @param told name, e-mail address and fields, as far as they are known
     */
    Future<Customer> login(Bot bot, long license, String bearer, JsonObject told) {
        JsonObject change = Profile.change(told);
        return of(bot, license, bearer)
                .compose(customer -> change.isEmpty()
                        ? Future.succeededFuture(customer)
                        : change(customer, change, Draft.newId()).map(customer));
    }

    /** Changes what is known of a customer; all that is known then. */
    Future<JsonObject> change(Customer customer, JsonObject change, UUID name) {
        return conversations
                .change(customer.owner(), Profile.CUSTOMER, new DataPatch(change, Set.of()), name)
                .map(changed -> changed.orElseThrow(() -> Fault.authentication("the customer is not known any more")))
                .compose(changed -> change.getValue("name") instanceof String called
                        ? conversations.rename(customer.person(), called).map(changed)
                        : Future.succeededFuture(changed));
    }
}
