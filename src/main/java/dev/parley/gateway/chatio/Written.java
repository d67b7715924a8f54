package dev.parley.gateway.chatio;

import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a call has written, as it stands in the log.
 *
 * @param thread where
 * @param chat the chat with the thread, and in it just these events
 * @param events as they are shown
 * @param push what others are told
 */
record Written(Session thread, JsonObject chat, List<JsonObject> events, Push push) {}
