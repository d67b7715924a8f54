package dev.parley.gateway.expertflow;

import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.SessionRef;
import dev.parley.engineio.Handshake;
import dev.parley.feed.KeyedQueue;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket: a customer's, who may be in several conversations, or a connector's. Events of one conversation are handled
 * one after the other, as they came. Belongs to its event loop.
 */
final class CustomerSocket implements SocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerSocket.class);

    /** Events that wait for those before them; whoever sends more does not wait for answers. */
    private static final int MOST_WAITING = 1_000;

    private final ExpertflowLoop loop;
    private final Socket socket;
    private final ClientQuota quota;
    private final String base;
    private final @Nullable String secret;
    private final Map<UUID, Attachment> attached = new HashMap<>(2);
    private final KeyedQueue turns = new KeyedQueue();
    private int waiting;
    private boolean gone;

    /**
     * @param secret what was shown at the connection to be let in as a connector
     */
    CustomerSocket(ExpertflowLoop loop, Socket socket, @Nullable String secret) {
        this.loop = loop;
        this.socket = socket;
        this.quota = loop.gateway().conversations().quota(socket.handshake().address());
        this.base = loop.gateway().imageBase(socket.handshake().headers().get("host"));
        this.secret = secret;
    }

    ExpertflowGateway gateway() {
        return loop.gateway();
    }

    ExpertflowLoop loop() {
        return loop;
    }

    Handshake handshake() {
        return socket.handshake();
    }

    ClientQuota quota() {
        return quota;
    }

    /** What the addresses of images begin with for this client. */
    String base() {
        return base;
    }

    @Nullable
    String secret() {
        return secret;
    }

    boolean isGone() {
        return gone;
    }

    boolean full() {
        return socket.writeQueueFull();
    }

    void onceDrained(Runnable go) {
        socket.onceDrained(drained -> go.run());
    }

    void emit(Emission emission) {
        socket.emit(emission);
    }

    void emit(String event, JsonObject payload) {
        socket.emit(event, payload);
    }

    /** Lets the client come back, and find what has changed. */
    void close() {
        socket.close();
    }

    @Override
    public void event(String name, List<@Nullable Object> arguments, @Nullable Ack ack) {
        EventHandler handler = gateway().handlers().get(name);
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
                .compose(begun -> handler.handle(Payload.object(arguments), this))
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
            emit("ERRORS", refusal(fault).put("event", event));
        }
    }

    private static JsonObject refusal(Fault fault) {
        JsonObject refusal = new JsonObject().put("code", fault.code()).put("message", fault.text());
        return fault.retryAfter() == 0 ? refusal : refusal.put("retryAfter", fault.retryAfter());
    }

    /** Does something in a conversation when all that came before is done. */
    <T> Future<T> inTurn(UUID conversation, Supplier<Future<T>> action) {
        return turns.take(conversation, action);
    }

    /** This socket's place in a conversation; without one the future fails with what is wrong. */
    Future<Attachment> joined(UUID conversation) {
        Attachment attachment = attached.get(conversation);
        if (attachment != null) {
            return Future.succeededFuture(attachment);
        }
        return gateway()
                .conversations()
                .session(new SessionRef(conversation, null, ExpertflowGateway.NAME))
                .compose(found -> Future.failedFuture(found.map(session ->
                                session.open() ? Fault.forbidden("Join the conversation first") : Fault.ended())
                        .orElseGet(Fault::unknownConversation)));
    }

    @Nullable
    Attachment find(UUID conversation) {
        return attached.get(conversation);
    }

    void attach(Attachment attachment) {
        attached.put(attachment.session().id(), attachment);
        loop.attach(attachment);
    }

    /** Joins a conversation anew in which it is already. */
    void replace(Attachment before, Attachment attachment) {
        loop.replace(before, attachment);
        attached.put(attachment.session().id(), attachment);
    }

    /** Leaves a conversation. */
    void leave(Attachment attachment) {
        if (attached.remove(attachment.session().id(), attachment)) {
            loop.detach(attachment);
        }
    }

    @Override
    public void gone() {
        gone = true;
        List.copyOf(attached.values()).forEach(this::leave);
        gateway().connectors().remove(this);
    }
}
