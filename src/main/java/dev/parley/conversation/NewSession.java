package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session to be opened, with the events its log begins with (an engine's {@code joined}).
 *
 * @param recordTyping whether typing becomes part of the log
 * @param lapsesAt when its gateway may end it unless it is prolonged; null for never
 */
public record NewSession(
        UUID id,
        UUID bot,
        String gateway,
        @Nullable UUID person,
        JsonObject data,
        List<Draft> first,
        boolean recordTyping,
        @Nullable Instant lapsesAt) {
    /** A session that records no typing and never lapses. */
    public NewSession(UUID id, UUID bot, String gateway, @Nullable UUID person, JsonObject data, List<Draft> first) {
        this(id, bot, gateway, person, data, first, false, null);
    }
}
