package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** A bot as it is stored: its manifest with secrets unresolved. */
public record BotRecord(UUID id, JsonObject manifest, boolean temp, Instant createdAt) {}
