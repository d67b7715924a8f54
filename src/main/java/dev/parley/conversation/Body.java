package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event says. JSON values inside are never changed once the body exists. */
public sealed interface Body {
    /**
     * A text, perhaps with buttons to press (bot) or as the press of one (person).
     *
     * @param value the value of the pressed button, null for typed text
     */
    record Text(String text, List<Button> buttons, @Nullable String value) implements Body {
        public Text(String text) {
            this(text, List.of(), null);
        }
    }

    /** A stored image of this session, by its id; {@code type} is its media type. */
    record Image(UUID image, String type) implements Body {}

    /** An image that is unknown or belongs elsewhere; {@code image} is the id as the client wrote it. */
    record InvalidImage(String image) implements Body {}

    /**
     * A file that lives somewhere else.
     *
     * @param thumbnail the address of a small picture of it
     */
    record File(
            String url,
            @Nullable String name,
            @Nullable String type,
            @Nullable Long size,
            @Nullable String thumbnail) implements Body {
        /** A file without a small picture. */
        public File(String url, @Nullable String name, @Nullable String type, @Nullable Long size) {
            this(url, name, type, size, null);
        }
    }

    /** A text that was not said because the person does not want to be disturbed; shown in the log alone. */
    record Withheld(String text) implements Body {}

    /** The author entered the conversation. */
    record Joined() implements Body {}

    /** The author went. */
    record Left() implements Body {}

    /** The engine asks for a human; it answers no more until the session is handed back. */
    record HandedOff() implements Body {}

    /** The engine wanted a human and none is free; it stays. */
    record NoAgent() implements Body {}

    /** The session's data changed: these keys were set, those removed. */
    record DataMerged(JsonObject set, Set<String> remove) implements Body {}

    /** The author began or stopped typing; only in sessions that record it, elsewhere typing is told and not stored. */
    record Typing(boolean on) implements Body {}

    /** The conversation ended; the last event of a log. */
    record Closed() implements Body {}
}
