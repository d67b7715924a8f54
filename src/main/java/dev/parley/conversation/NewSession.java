package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session to be opened, with the events its log begins with (an engine's {@code joined}). */
public record NewSession(
        UUID id, UUID bot, String gateway, @Nullable UUID person, JsonObject data, List<Draft> first) {}
