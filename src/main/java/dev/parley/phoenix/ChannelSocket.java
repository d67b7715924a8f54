package dev.parley.phoenix;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A channel's side of its connection. Use it on {@link #context()} only, except for {@link #send}. */
public interface ChannelSocket {
    /** The topic as the client wrote it. */
    String topic();

    /** The event loop that owns the connection. */
    Context context();

    /** The connect parameters (decoded query with bracket nesting). */
    JsonObject params();

    /** The {@code Origin} header of the connection, if any. */
    @Nullable
    String origin();

    /** The host, and port if written, that the client addressed, as in its {@code Host} header. */
    @Nullable
    String authority();

    /** The client's address as text, after trusted proxies. */
    String remoteAddress();

    /**
     * The one thing that the application keeps for the whole connection: made when first asked for, and the same for all
     * channels that ask for this type.
     */
    <T> T ofConnection(Class<T> type, Supplier<T> make);

    /** Sends a message to this client with the channel's join_ref and ref null. */
    void push(String event, Payload payload);

    /** Sends a message with join_ref and ref null, encoded once for all its receivers. */
    void push(Broadcast message);

    /** Answers a push; ignored when the channel has ended. */
    void reply(MessageRef ref, String status, Payload response);

    /** Sends a message to every channel of this topic, this one included. */
    void broadcast(String event, Payload payload);

    /** Sends a message to every channel of this topic but this one. */
    void broadcastFrom(String event, Payload payload);

    /** True while more bytes wait to be written than a paced sender should add to. */
    boolean writeQueueFull();

    /** Called once when {@link #writeQueueFull()} has become false again. */
    void onceDrained(Handler<Void> handler);

    /** Queues a message for {@link Channel#handleInfo}; callable from any thread. */
    void send(Object message);

    /** Ends the channel with {@code phx_close} or {@code phx_error}; later events are unmatched. */
    void stop(StopReason reason);
}
