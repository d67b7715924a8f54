package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway wants a session to begin.
 *
 * @param gateway the gateway it is born on
 * @param data what is known of the person
 * @param id an id that only this conversation can have finds it again for whoever comes second
 * @param person who will speak in it
 * @param enters the person, seen to enter before the engine does; null when the log does not begin so
 * @param recordTyping whether typing becomes part of the log
 * @param lapsesAt when the gateway may end it unless it is prolonged; null for never
 * @param says what the person begins with, behind who enters; data in it is merged into the session's
 */
public record NewConversation(
        String gateway,
        JsonObject data,
        UUID id,
        @Nullable UUID person,
        @Nullable Author enters,
        boolean recordTyping,
        @Nullable Instant lapsesAt,
        List<Draft> says) {
    /** A session that begins with the engine, records no typing and never lapses. */
    public static NewConversation of(String gateway, JsonObject data) {
        return new NewConversation(gateway, data, UUID.randomUUID(), null, null, false, null, List.of());
    }

    /** A session that begins without a word of the person. */
    public NewConversation(
            String gateway,
            JsonObject data,
            @Nullable Author enters,
            boolean recordTyping,
            @Nullable Instant lapsesAt) {
        this(gateway, data, UUID.randomUUID(), null, enters, recordTyping, lapsesAt, List.of());
    }

    /** The same under an id that only this conversation can have. */
    public NewConversation named(UUID own, @Nullable UUID speaker) {
        return new NewConversation(gateway, data, own, speaker, enters, recordTyping, lapsesAt, says);
    }

    /** The same with what the person begins with. */
    public NewConversation saying(List<Draft> drafts) {
        return new NewConversation(gateway, data, id, person, enters, recordTyping, lapsesAt, List.copyOf(drafts));
    }
}
