package dev.parley.conversation;

import dev.parley.bot.UuidText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one shape of a message, wherever somebody on the bot's side says something: a text, or
 *
 * <pre>{@code {"text"?,"image"?,"file"?,"buttons"?:[{"title","value"}],"client_id"?,"cause"?}}</pre>
 *
 * with at least one of text, image and file; buttons belong to a text. An image is the id of one of the session, or an
 * object with that {@code id}; a file is an {@code http} address, or
 * {@code {"url","name"?,"type"?,"size"?,"thumbnail"?}}. Other
 * keys are left to who carries the message.
 */
public final class MessageJson {
    private static final int MAX_BUTTONS = 100;
    private static final int MAX_LABEL = 1_000;
    private static final int MAX_URL = 8_192;
    private static final int MAX_CLIENT_ID = 255;

    private MessageJson() {}

    /** The message; throws {@link MessageRefusedException} with the field that is missing or wrong. */
    public static Message read(@Nullable Object json) {
        if (json instanceof String text) {
            return Message.text(said(text));
        }
        if (!(json instanceof JsonObject message)) {
            throw new MessageRefusedException("");
        }
        String text = message.containsKey("text") ? said(message.getValue("text")) : null;
        UUID image = message.containsKey("image") ? image(message.getValue("image")) : null;
        Body.File file = message.containsKey("file") ? file(message.getValue("file")) : null;
        if (text == null && image == null && file == null) {
            throw new MessageRefusedException("text");
        }
        List<Button> buttons = message.containsKey("buttons") ? buttons(message.getValue("buttons")) : List.of();
        if (text == null && !buttons.isEmpty()) {
            throw new MessageRefusedException("buttons");
        }
        String clientId = message.containsKey("client_id")
                ? label("client_id", message.getValue("client_id"), MAX_CLIENT_ID)
                : null;
        Long cause = message.containsKey("cause") ? whole("cause", message.getValue("cause"), 1) : null;
        return new Message(text, image, file, buttons, clientId, cause);
    }

    private static String said(@Nullable Object value) {
        if (value instanceof String text && !Sanitizer.text(text).isBlank()) {
            return text;
        }
        throw new MessageRefusedException("text");
    }

    private static UUID image(@Nullable Object value) {
        Object id = value instanceof JsonObject object ? object.getValue("id") : value;
        Optional<UUID> read = id instanceof String text ? UuidText.parse(text) : Optional.empty();
        return read.orElseThrow(() -> new MessageRefusedException("image"));
    }

    private static Body.File file(@Nullable Object value) {
        if (value instanceof String url) {
            return new Body.File(address("file", url), null, null, null);
        }
        if (!(value instanceof JsonObject file)) {
            throw new MessageRefusedException("file");
        }
        return new Body.File(
                address("file/url", file.getValue("url")),
                file.containsKey("name") ? label("file/name", file.getValue("name"), MAX_LABEL) : null,
                file.containsKey("type") ? label("file/type", file.getValue("type"), MAX_LABEL) : null,
                file.containsKey("size") ? whole("file/size", file.getValue("size"), 0) : null,
                file.containsKey("thumbnail") ? address("file/thumbnail", file.getValue("thumbnail")) : null);
    }

    // Clients make links of addresses, so one that runs as a script when it is clicked must not get there.
    private static String address(String field, @Nullable Object value) {
        String text = label(field, value, MAX_URL);
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))) {
                return text;
            }
        } catch (URISyntaxException notAnAddress) {
            throw new MessageRefusedException(field);
        }
        throw new MessageRefusedException(field);
    }

    private static List<Button> buttons(@Nullable Object value) {
        if (!(value instanceof JsonArray array) || array.size() > MAX_BUTTONS) {
            throw new MessageRefusedException("buttons");
        }
        List<Button> buttons = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String field = "buttons/" + i;
            if (!(array.getValue(i) instanceof JsonObject button)) {
                throw new MessageRefusedException(field);
            }
            buttons.add(new Button(
                    label(field + "/title", button.getValue("title"), MAX_LABEL),
                    label(field + "/value", button.getValue("value"), MAX_LABEL)));
        }
        return List.copyOf(buttons);
    }

    private static String label(String field, @Nullable Object value, int longest) {
        if (value instanceof String text && !Sanitizer.text(text).isBlank() && text.length() <= longest) {
            return text;
        }
        throw new MessageRefusedException(field);
    }

    private static long whole(String field, @Nullable Object value, long least) {
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= least) {
            return ((Number) value).longValue();
        }
        throw new MessageRefusedException(field);
    }
}
