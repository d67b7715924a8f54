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
        if (body instanceof Body.Text text) {
            return new BodyColumns("text", text.text(), textDetail(text));
        }
        if (body instanceof Body.Image image) {
            return json(
                    "image",
                    new JsonObject().put("image", image.image().toString()).put("type", image.type()));
        }
        if (body instanceof Body.InvalidImage image) {
            return json("invalid_image", new JsonObject().put("image", image.image()));
        }
        if (body instanceof Body.File file) {
            return json(
                    "file",
                    new JsonObject()
                            .put("url", file.url())
                            .put("name", file.name())
                            .put("type", file.type())
                            .put("size", file.size())
                            .put("thumbnail", file.thumbnail()));
        }
        if (body instanceof Body.DataMerged merged) {
            return json(
                    "data",
                    new JsonObject()
                            .put("set", merged.set())
                            .put("remove", new JsonArray(List.copyOf(merged.remove()))));
        }
        if (body instanceof Body.Withheld withheld) {
            return new BodyColumns("withheld", withheld.text(), null);
        }
        if (body instanceof Body.HandedOff) {
            return new BodyColumns("handed_off", null, null);
        }
        if (body instanceof Body.NoAgent) {
            return new BodyColumns("no_agent", null, null);
        }
        if (body instanceof Body.Joined) {
            return new BodyColumns("joined", null, null);
        }
        if (body instanceof Body.Left) {
            return new BodyColumns("left", null, null);
        }
        if (body instanceof Body.Typing typing) {
            return new BodyColumns(typing.on() ? "typing_on" : "typing_off", null, null);
        }
        if (body instanceof Body.Closed) {
            return new BodyColumns("closed", null, null);
        }
        throw new IllegalArgumentException("no columns for " + body.getClass());
    }

    /** What the gateway noted, if it did. */
    public @Nullable JsonObject note() {
        return detail == null ? null : json().getJsonObject(NOTE);
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
            default -> throw new IllegalStateException("an event of the unknown kind " + kind);
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
