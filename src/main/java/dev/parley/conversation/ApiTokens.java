package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The tokens of the REST API. The promises of {@link Store} about commits, contexts and failures hold here too. */
public interface ApiTokens {
    /** All tokens, oldest first. */
    Future<List<ApiToken>> all();

    /** Adds a token, or replaces the one with its id. */
    Future<Void> put(ApiToken token);

    /** Revokes a token; false when there was none. */
    Future<Boolean> remove(UUID id);
}
