package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import java.util.List;
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
        if (body instanceof Body.Text text) {
            return text.buttons().isEmpty() ? text.text() : withButtons(text.text(), text.buttons());
        }
        if (body instanceof Body.Image image) {
            return json.imageUrl(image);
        }
        if (body instanceof Body.File file) {
            return file.url();
        }
        return null;
    }

    private static String withButtons(String text, List<Button> buttons) {
        StringBuilder lines = new StringBuilder(text);
        for (int i = 0; i < buttons.size(); i++) {
            lines.append('\n').append(i + 1).append(". ").append(buttons.get(i).title());
        }
        return lines.toString();
    }
}
