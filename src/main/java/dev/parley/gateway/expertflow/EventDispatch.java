package dev.parley.gateway.expertflow;

import dev.parley.socketio.Ack;
import dev.parley.socketio.SocketHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what one client emits to the handler of that event and answers the client's callback; where it passed none, only
 * refusals are told. Belongs to the socket's event loop.
 */
final class EventDispatch implements SocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatch.class);

    /** Events that wait for those before them; whoever sends more does not wait for answers. */
    private static final int MOST_WAITING = 1_000;

    private final Map<String, EventHandler> handlers;
    private final CustomerSocket socket;
    private int waiting;

    EventDispatch(Map<String, EventHandler> handlers, CustomerSocket socket) {
        this.handlers = handlers;
        this.socket = socket;
    }

    @Override
    public void event(String name, List<@Nullable Object> arguments, @Nullable Ack ack) {
        EventHandler handler = handlers.get(name);
        if (handler == null) {
            if (ack != null) {
                ack.send(refusal(Fault.unknown("There is no event " + name)));
            }
            return;
        }
        if (waiting >= MOST_WAITING) {
            refuse(Fault.tooMany("Too many events wait", 1), name, ack);
            return;
        }
        waiting++;
        Future.succeededFuture()
                .compose(begun -> handler.handle(Payload.object(arguments), socket))
                .onComplete(done -> waiting--)
                .onSuccess(answer -> {
                    if (ack != null) {
                        ack.send(answer.ack());
                    }
                    answer.behind().run();
                })
                .onFailure(failure -> refuse(failure, name, ack));
    }

    private void refuse(Throwable failure, String event, @Nullable Ack ack) {
        Fault fault = Fault.of(failure);
        if (fault.code() == 500) {
            LOG.error("{} failed", event, failure);
        }
        if (ack != null) {
            ack.send(refusal(fault));
        } else {
            socket.client().emit("ERRORS", refusal(fault).put("event", event));
        }
    }

    private static JsonObject refusal(Fault fault) {
        JsonObject refusal = new JsonObject().put("code", fault.code()).put("message", fault.text());
        return fault.retryAfter() == 0 ? refusal : refusal.put("retryAfter", fault.retryAfter());
    }

    @Override
    public void gone() {
        socket.gone();
    }
}
