package dev.parley.gateway.chip;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A human who writes through RapidPro.
 *
 * @param avatar an address, or the end of one behind the entry's storage address
 */
record ChipUser(
        long id, String email, String name, @Nullable String avatar) {
    static ChipUser of(JsonObject user) {
        String names = user.getString("first_name", "") + " " + user.getString("last_name", "");
        return new ChipUser(
                user.getLong("id"),
                user.getString("email", ""),
                user.getString("name", names.strip()),
                user.getString("avatar"));
    }
}
