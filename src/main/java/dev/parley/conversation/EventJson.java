package dev.parley.conversation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of an event wherever it is shown: history, pushes, webhooks, REST.
 *
 * <pre>{@code {"id","seq","at","author":{"type","name"},"type":"text","text",...,"cause"?,"client_id"?}}</pre>
 */
public final class EventJson {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String publicUrl;

    /**
     * @param publicUrl what the addresses of images begin with, without a slash at the end; empty for relative ones
     */
    public EventJson(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** A time as it is shown everywhere: UTC with six digits of a second. */
    public static String time(Instant at) {
        return MICROS.format(at);
    }

    /** Where an image is served. */
    public String imageUrl(Body.Image image) {
        return publicUrl + "/content/image/" + image.image();
    }

    /** The event as a new JSON object. */
    public JsonObject of(Event event) {
        JsonObject author = new JsonObject().put("type", event.author().type().text());
        if (event.author().name() != null) {
            author.put("name", event.author().name());
        }
        JsonObject json = new JsonObject()
                .put("id", event.id().toString())
                .put("seq", event.seq())
                .put("at", time(event.at()))
                .put("author", author);
        body(json, event.body());
        if (event.cause() != null) {
            json.put("cause", event.cause());
        }
        if (event.clientId() != null) {
            json.put("client_id", event.clientId());
        }
        return json;
    }

    private void body(JsonObject json, Body body) {
        switch (body.kind()) {
            case TEXT -> text(json.put("type", "text"), (Body.Text) body);
            case IMAGE -> json.put("type", "image").put("image", image((Body.Image) body));
            case INVALID_IMAGE ->
                json.put("type", "invalid_image")
                        .put("image", new JsonObject().put("id", ((Body.InvalidImage) body).image()));
            case FILE -> json.put("type", "file").put("file", file((Body.File) body));
            case DATA_MERGED -> merged(json.put("type", "data"), (Body.DataMerged) body);
            case WITHHELD -> json.put("type", "withheld").put("text", ((Body.Withheld) body).text());
            case JOINED -> json.put("type", "joined");
            case LEFT -> json.put("type", "left");
            case HANDED_OFF -> json.put("type", "handed_off");
            case NO_AGENT -> json.put("type", "no_agent");
            case TYPING -> json.put("type", "typing").put("on", ((Body.Typing) body).on());
            case CLOSED -> json.put("type", "closed");
            case UNKNOWN -> throw new IllegalArgumentException("shown to nobody: " + body);
        }
    }

    private static void text(JsonObject json, Body.Text text) {
        json.put("text", text.text());
        if (!text.buttons().isEmpty()) {
            JsonArray buttons = new JsonArray();
            text.buttons()
                    .forEach(button -> buttons.add(
                            new JsonObject().put("title", button.title()).put("value", button.value())));
            json.put("buttons", buttons);
        }
        putIfPresent(json, "value", text.value());
    }

    private JsonObject image(Body.Image image) {
        return new JsonObject()
                .put("id", image.image().toString())
                .put("url", imageUrl(image))
                .put("type", image.type());
    }

    private static JsonObject file(Body.File file) {
        JsonObject shown = new JsonObject().put("url", file.url());
        putIfPresent(shown, "name", file.name());
        putIfPresent(shown, "type", file.type());
        putIfPresent(shown, "size", file.size());
        putIfPresent(shown, "thumbnail", file.thumbnail());
        return shown;
    }

    private static void merged(JsonObject json, Body.DataMerged merged) {
        JsonArray removed = new JsonArray();
        merged.remove().stream().sorted().forEach(removed::add);
        json.put("data", merged.set());
        if (!removed.isEmpty()) {
            json.put("removed", removed);
        }
    }

    private static void putIfPresent(JsonObject json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
