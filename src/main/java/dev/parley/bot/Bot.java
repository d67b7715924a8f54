package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bot ready for use.
 *
 * @param document the manifest as it was written, secrets unresolved
 * @param manifest the manifest read, secrets resolved
 * @param temp AIDA's mark of a preview bot; kept and shown, nothing else
 * @param file the file that owns this bot, null when it was made by REST or command
 */
public record Bot(
        UUID id,
        JsonObject document,
        Manifest manifest,
        boolean temp,
        @Nullable String file) {}
