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
        if (body instanceof Body.Text text) {
            json.put("type", "text").put("text", text.text());
            if (!text.buttons().isEmpty()) {
                JsonArray buttons = new JsonArray();
                text.buttons()
                        .forEach(button -> buttons.add(
                                new JsonObject().put("title", button.title()).put("value", button.value())));
                json.put("buttons", buttons);
            }
            if (text.value() != null) {
                json.put("value", text.value());
            }
        } else if (body instanceof Body.Image image) {
            json.put("type", "image")
                    .put(
                            "image",
                            new JsonObject()
                                    .put("id", image.image().toString())
                                    .put("url", imageUrl(image))
                                    .put("type", image.type()));
        } else if (body instanceof Body.InvalidImage image) {
            json.put("type", "invalid_image").put("image", new JsonObject().put("id", image.image()));
        } else if (body instanceof Body.File file) {
            JsonObject shown = new JsonObject().put("url", file.url());
            putIfPresent(shown, "name", file.name());
            putIfPresent(shown, "type", file.type());
            putIfPresent(shown, "size", file.size());
            putIfPresent(shown, "thumbnail", file.thumbnail());
            json.put("type", "file").put("file", shown);
        } else if (body instanceof Body.DataMerged merged) {
            JsonArray removed = new JsonArray();
            merged.remove().stream().sorted().forEach(removed::add);
            json.put("type", "data").put("data", merged.set());
            if (!removed.isEmpty()) {
                json.put("removed", removed);
            }
        } else if (body instanceof Body.Withheld withheld) {
            json.put("type", "withheld").put("text", withheld.text());
        } else if (body instanceof Body.Joined) {
            json.put("type", "joined");
        } else if (body instanceof Body.Left) {
            json.put("type", "left");
        } else if (body instanceof Body.HandedOff) {
            json.put("type", "handed_off");
        } else if (body instanceof Body.NoAgent) {
            json.put("type", "no_agent");
        } else if (body instanceof Body.Typing typing) {
            json.put("type", "typing").put("on", typing.on());
        } else if (body instanceof Body.Closed) {
            json.put("type", "closed");
        }
    }

    private static void putIfPresent(JsonObject json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
