package dev.parley.engine.rasa;

import dev.parley.conversation.Body;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.calls.BotCallGuards;
import dev.parley.engine.http.OutboundCall;
import dev.parley.engine.http.OutboundReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks Rasa for each answer; the session's id is Rasa's {@code sender}. A pressed button sends its payload, an image or
 * a file its address. Belongs to one event loop.
 */
final class RasaEngine implements Engine {
    private final String url;
    private final Duration timeout;
    private final boolean typing;
    private final EngineContext context;
    private final BotCallGuards.Held held;

    RasaEngine(String url, Duration timeout, boolean typing, EngineContext context, BotCallGuards.Held held) {
        this.url = url;
        this.timeout = timeout;
        this.typing = typing;
        this.context = context;
        this.held = held;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        String said = said(delivery.event().body());
        if (said == null) {
            return Future.succeededFuture(Answer.NONE);
        }
        JsonObject body = new JsonObject()
                .put("sender", delivery.session().id().toString())
                .put("message", said);
        return held.guard()
                .call(() -> context.outbound()
                        .post(OutboundCall.json(url, body), timeout)
                        .map(RasaEngine::accepted))
                .map(reply -> RasaAnswer.read(reply.body().toString()));
    }

    private @Nullable String said(Body body) {
        return switch (body.kind()) {
            case TEXT -> said((Body.Text) body);
            case IMAGE -> context.json().imageUrl((Body.Image) body);
            case FILE -> ((Body.File) body).url();
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                null;
        };
    }

    private static String said(Body.Text text) {
        return text.value() == null ? text.text() : text.value();
    }

    private static OutboundReply accepted(OutboundReply reply) {
        if (!reply.isSuccess()) {
            throw DeliveryException.of("Rasa", reply);
        }
        return reply;
    }

    @Override
    public boolean showsTyping() {
        return typing;
    }

    @Override
    public Future<Void> stop() {
        held.release();
        return Future.succeededFuture();
    }
}
