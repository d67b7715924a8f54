package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What is read of documents beside the log. The promises of {@link Store} about contexts and failures hold here too. */
public interface DocumentQueries {
    /** A document as it stands; an empty one when nothing was written, or the owner is unknown. */
    Future<JsonObject> document(Documents.Owner owner, String name);
}
