package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway wants a session to begin.
 *
 * @param gateway the gateway it is born on
 * @param data what is known of the person
 * @param enters the person, seen to enter before the engine does; null when the log does not begin so
 * @param recordTyping whether typing becomes part of the log
 * @param lapsesAt when the gateway may end it unless it is prolonged; null for never
 * @param says what the person begins with, behind who enters; data in it is merged into the session's
 */
public record NewConversation(
        String gateway,
        JsonObject data,
        @Nullable Author enters,
        boolean recordTyping,
        @Nullable Instant lapsesAt,
        List<Draft> says) {
    /** A session that begins without a word of the person. */
    public NewConversation(
            String gateway,
            JsonObject data,
            @Nullable Author enters,
            boolean recordTyping,
            @Nullable Instant lapsesAt) {
        this(gateway, data, enters, recordTyping, lapsesAt, List.of());
    }

    /** A session that begins with the engine, records no typing and never lapses. */
    public static NewConversation of(String gateway, JsonObject data) {
        return new NewConversation(gateway, data, null, false, null);
    }

    /** The same with what the person begins with. */
    public NewConversation saying(List<Draft> drafts) {
        return new NewConversation(gateway, data, enters, recordTyping, lapsesAt, List.copyOf(drafts));
    }
}
