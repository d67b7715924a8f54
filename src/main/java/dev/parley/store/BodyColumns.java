package dev.parley.store;

import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A body as three columns of an event's row. What people say is stored as it is, so that a log can be read with plain
 * SQL and costs no JSON; everything else of a body is a small JSON object.
 *
 * @param kind which body it is
 * @param text what was said, null for bodies that say nothing
 * @param detail the rest as JSON, null when there is none
 */
public record BodyColumns(
        String kind, @Nullable String text, @Nullable String detail) {
    private static final String NOTE = "note";

    /**
     * The columns of a body and of what its gateway noted. Fails with an {@code EncodeException} when they hold what is
     * no JSON.
     */
    public static BodyColumns of(Body body, @Nullable JsonObject note) {
        BodyColumns columns = of(body);
        if (note == null) {
            return columns;
        }
        JsonObject detail = columns.detail == null ? new JsonObject() : columns.json();
        return new BodyColumns(
                columns.kind, columns.text, detail.put(NOTE, note).encode());
    }

    /** The columns of a body. Fails with an {@code EncodeException} when it holds what is no JSON. */
    public static BodyColumns of(Body body) {
        return switch (body.kind()) {
            case TEXT -> new BodyColumns("text", ((Body.Text) body).text(), textDetail((Body.Text) body));
            case IMAGE -> json("image", image((Body.Image) body));
            case INVALID_IMAGE ->
                json("invalid_image", new JsonObject().put("image", ((Body.InvalidImage) body).image()));
            case FILE -> json("file", file((Body.File) body));
            case DATA_MERGED -> json("data", merged((Body.DataMerged) body));
            case WITHHELD -> new BodyColumns("withheld", ((Body.Withheld) body).text(), null);
            case HANDED_OFF -> new BodyColumns("handed_off", null, null);
            case NO_AGENT -> new BodyColumns("no_agent", null, null);
            case JOINED -> new BodyColumns("joined", null, null);
            case LEFT -> new BodyColumns("left", null, null);
            case TYPING -> new BodyColumns(((Body.Typing) body).on() ? "typing_on" : "typing_off", null, null);
            case CLOSED -> new BodyColumns("closed", null, null);
            case UNKNOWN -> throw new IllegalArgumentException("what is not known is not written: " + body);
        };
    }

    /** What the gateway noted with this body, if it did; of a body that is not known nobody can tell. */
    public @Nullable JsonObject note(Body body) {
        return detail == null || body.kind() == Body.Kind.UNKNOWN ? null : json().getJsonObject(NOTE);
    }

    /** The body these columns were made of. */
    public Body body() {
        return switch (kind) {
            case "text" -> said();
            case "image" -> image(json());
            case "invalid_image" -> new Body.InvalidImage(json().getString("image"));
            case "file" -> file(json());
            case "data" -> merged(json());
            case "withheld" -> new Body.Withheld(Objects.requireNonNull(text));
            case "handed_off" -> new Body.HandedOff();
            case "no_agent" -> new Body.NoAgent();
            case "joined" -> new Body.Joined();
            case "left" -> new Body.Left();
            case "typing_on" -> new Body.Typing(true);
            case "typing_off" -> new Body.Typing(false);
            case "closed" -> new Body.Closed();
            // A newer server wrote it; this one passes over it.
            default -> new Body.Unknown(kind);
        };
    }

    private static BodyColumns json(String kind, JsonObject detail) {
        return new BodyColumns(kind, null, detail.encode());
    }

    private static @Nullable String textDetail(Body.Text text) {
        if (text.buttons().isEmpty() && text.value() == null) {
            return null;
        }
        JsonArray buttons = new JsonArray();
        for (Button button : text.buttons()) {
            buttons.add(new JsonObject().put("title", button.title()).put("value", button.value()));
        }
        return new JsonObject()
                .put("buttons", buttons)
                .put("value", text.value())
                .encode();
    }

    private JsonObject json() {
        return new JsonObject(Objects.requireNonNull(detail));
    }

    private Body said() {
        String said = Objects.requireNonNull(text);
        if (detail == null) {
            return new Body.Text(said);
        }
        JsonObject json = json();
        List<Button> buttons = json.getJsonArray("buttons", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(button -> new Button(button.getString("title"), button.getString("value")))
                .toList();
        return new Body.Text(said, buttons, json.getString("value"));
    }

    private static JsonObject image(Body.Image image) {
        return new JsonObject().put("image", image.image().toString()).put("type", image.type());
    }

    private static JsonObject file(Body.File file) {
        return new JsonObject()
                .put("url", file.url())
                .put("name", file.name())
                .put("type", file.type())
                .put("size", file.size())
                .put("thumbnail", file.thumbnail());
    }

    private static JsonObject merged(Body.DataMerged merged) {
        return new JsonObject().put("set", merged.set()).put("remove", new JsonArray(List.copyOf(merged.remove())));
    }

    private static Body image(JsonObject json) {
        return new Body.Image(UUID.fromString(json.getString("image")), json.getString("type"));
    }

    private static Body file(JsonObject json) {
        return new Body.File(
                json.getString("url"),
                json.getString("name"),
                json.getString("type"),
                json.getLong("size"),
                json.getString("thumbnail"));
    }

    private static Body merged(JsonObject json) {
        Set<String> remove = new LinkedHashSet<>();
        json.getJsonArray("remove").forEach(key -> remove.add((String) key));
        return new Body.DataMerged(json.getJsonObject("set"), remove);
    }
}
