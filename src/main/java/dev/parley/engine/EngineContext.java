package dev.parley.engine;

import dev.parley.conversation.EventJson;
import dev.parley.conversation.Identity;
import dev.parley.conversation.Notification;
import dev.parley.engine.http.OutboundClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What an engine may use of the server it runs in; the same for all engines.
 *
 * @param outbound the way out, for engines that call somebody
 * @param json the shape in which events are shown
 * @param identities how a person is known outside, by the person's id
 * @param tell tells clients what is in no log, such as a piece of an answer; any thread
 */
public record EngineContext(
        Vertx vertx,
        OutboundClient outbound,
        EventJson json,
        History history,
        Images images,
        Function<UUID, Future<List<Identity>>> identities,
        Consumer<Notification> tell) {}
