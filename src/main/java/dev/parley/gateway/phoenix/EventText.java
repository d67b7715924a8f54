package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * An event as the one text of a {@code btu_msg}: AIDA's clients know text alone, so buttons become numbered lines and
 * images and files their address.
 */
final class EventText {
    private final EventJson json;

    EventText(EventJson json) {
        this.json = json;
    }

    /** The text, or null for what a person's client is not shown: its own words, entering, leaving, data. */
    @Nullable
    String of(Event event) {
        if (event.author().type() == Author.Type.PERSON) {
            return null;
        }
        Body body = event.body();
        return switch (body.kind()) {
            case TEXT -> lines((Body.Text) body);
            case IMAGE -> json.imageUrl((Body.Image) body);
            case FILE -> ((Body.File) body).url();
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                null;
        };
    }

    private static String lines(Body.Text said) {
        if (said.buttons().isEmpty()) {
            return said.text();
        }
        StringBuilder lines = new StringBuilder(said.text());
        for (int i = 0; i < said.buttons().size(); i++) {
            lines.append('\n')
                    .append(i + 1)
                    .append(". ")
                    .append(said.buttons().get(i).title());
        }
        return lines.toString();
    }
}
