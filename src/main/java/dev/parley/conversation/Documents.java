package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * Small JSON documents that gateways keep beside the log: what is said of a session, or of a person with a bot, and is
 * no part of the conversation. Each belongs to its owner and goes with it. The promises of {@link Store} about commits,
 * contexts and failures hold here too.
 */
public interface Documents extends DocumentQueries {
    /**
     * Changes members of a document, top level, whatever they were before: of two who write the same, the last one
     * counts. It is told as {@link Notification.DocumentChanged}. The document as it then stands, or nothing when the owner is
     * unknown. Refused: {@code TOO_LONG} when it would take more than {@code maxBytes} of JSON.
     *
     * @param change chosen by the writer, who can so tell its own change when it comes back by the fan-out
     */
    Future<Optional<JsonObject>> change(Owner owner, String name, DataPatch patch, int maxBytes, UUID change);

    /**
     * A secret of the server's own: 32 random bytes in base64url, made when they are first asked for and the same ever
     * after, for every server on this store.
     */
    Future<String> secret(String name);
}
