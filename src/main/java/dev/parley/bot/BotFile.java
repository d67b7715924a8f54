package dev.parley.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that owns a bot: either a manifest as it is, or {@code {"id":..., "manifest":{...}, "temp":...}} as the REST
 * API shows a bot. Without an id, a file name that is a UUID is the id, and any other name gives one that is always
 * the same for that name.
 *
 * @param name the file's name, without directories
 */
public record BotFile(String name, UUID id, @Nullable Object manifest, boolean temp) {
    static final String SUFFIX = ".json";

    /** Takes the parts of a file's JSON. Throws {@link IllegalArgumentException} with a sentence when they are wrong. */
    static BotFile of(String name, JsonObject json) {
        if (!json.containsKey("manifest")) {
            return new BotFile(name, idOf(name), json, false);
        }
        for (String key : json.fieldNames()) {
            if (!key.equals("id") && !key.equals("manifest") && !key.equals("temp")) {
                throw new IllegalArgumentException("unknown key " + key + " beside manifest");
            }
        }
        if (!(json.getValue("temp", false) instanceof Boolean temp)) {
            throw new IllegalArgumentException("temp is not true or false");
        }
        Object id = json.getValue("id");
        if (id == null) {
            return new BotFile(name, idOf(name), json.getValue("manifest"), temp);
        }
        UUID parsed = id instanceof String text ? UuidText.parse(text).orElse(null) : null;
        if (parsed == null) {
            throw new IllegalArgumentException("id is not a UUID");
        }
        return new BotFile(name, parsed, json.getValue("manifest"), temp);
    }

    private static UUID idOf(String name) {
        String stem = name.substring(0, name.length() - SUFFIX.length());
        UUID named = UuidText.parse(stem).orElse(null);
        return named != null ? named : UUID.nameUUIDFromBytes(("parley bot file " + stem).getBytes(UTF_8));
    }
}
