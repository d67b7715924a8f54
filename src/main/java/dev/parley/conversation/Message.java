package dev.parley.conversation;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say, in the one shape used by engines, REST and socket backends.
 *
 * @param image an image of the session
 * @param clientId the sender's id, so that a repeat is stored once
 * @param cause the seq it answers; null lets a delivery's answers name the delivered event
 * @param id the id its event will have, where that was told before the message was whole; null lets the log choose
 */
public record Message(
        @Nullable String text,
        @Nullable UUID image,
        Body.@Nullable File file,
        List<Button> buttons,
        @Nullable String clientId,
        @Nullable Long cause,
        @Nullable UUID id) {
    public Message(
            @Nullable String text,
            @Nullable UUID image,
            Body.@Nullable File file,
            List<Button> buttons,
            @Nullable String clientId,
            @Nullable Long cause) {
        this(text, image, file, buttons, clientId, cause, null);
    }

    public static Message text(String text) {
        return new Message(text, null, null, List.of(), null, null);
    }
}
