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
 * What an engine may use of the server it runs in; the same for all engines. There is nothing to write with: what an engine
 * answers is committed for it.
 *
 * @param vertx for timers, and for workers where something blocks
 * @param outbound the way out, for engines that call somebody
 * @param json the shape in which events are shown
 * @param history what was said so far
 * @param images the bytes of images
 * @param identities how a person is known outside, by the person's id
 * @param tell shows clients a piece of an answer that is still being made; any thread
 */
public record EngineContext(
        Vertx vertx,
        OutboundClient outbound,
        EventJson json,
        History history,
        Images images,
        Function<UUID, Future<List<Identity>>> identities,
        Consumer<Notification.AnswerDelta> tell) {}
