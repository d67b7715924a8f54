package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What is read of documents beside the log. The promises of {@link Store} about contexts and failures hold here too. */
public interface DocumentQueries {
    /** Whose documents they are. */
    sealed interface Owner {
        /** A session. */
        record OfSession(UUID session) implements Owner {}

        /** A person with a bot; goes with either. */
        record OfPerson(UUID person, UUID bot) implements Owner {}
    }

    /** A document as it stands; an empty one when nothing was written, or the owner is unknown. */
    Future<JsonObject> document(Owner owner, String name);
}
