package dev.parley.store;

import io.vertx.core.json.JsonArray;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The bots of a token as a column: a JSON array of ids, empty for all bots. */
public final class TokenBots {
    private TokenBots() {}

    /** The column of these bots. */
    public static String json(Set<UUID> bots) {
        return new JsonArray(bots.stream().map(UUID::toString).sorted().toList()).encode();
    }

    /** The bots of this column. */
    public static Set<UUID> of(String json) {
        return new JsonArray(json)
                .stream().map(id -> UUID.fromString((String) id)).collect(Collectors.toUnmodifiableSet());
    }
}
