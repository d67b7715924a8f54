package dev.parley.phoenix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a channel has come, and what its client may hear from it.
 *
 * <pre>
 * JOINING --- the join is answered ok ---> JOINED --- left, stopped, crashed, replaced ---> ENDED
 *    |                                                                                        ^
 *    +--- refused, crashed, or the connection is gone ----------------------------------------+
 * </pre>
 *
 * <p>What is pushed while JOINING follows the answer to the join; after ENDED nothing is sent.
 */
final class ChannelLifecycle {
    private final Connection connection;
    private final String topic;

    /** As the client sent it, perhaps null: what {@code phx_close} and {@code phx_error} say. */
    private final @Nullable Object givenRef;

    /** The ref of the join where no join_ref was given: what replies and pushes say. */
    private final @Nullable Object joinRef;

    private State state = State.JOINING;

    /** Frames made before the join was answered. */
    private @Nullable List<Frame> early;

    private enum State {
        JOINING,
        JOINED,
        ENDED
    }

    ChannelLifecycle(Connection connection, String topic, Message join) {
        this.connection = connection;
        this.topic = topic;
        this.givenRef = join.joinRef();
        this.joinRef = givenRef == null ? join.ref() : givenRef;
    }

    String topic() {
        return topic;
    }

    /** Whether a message is for this channel, not for one that had the topic before. */
    boolean concerns(Message message) {
        return message.joinRef() == null || message.joinRef().equals(givenRef);
    }

    MessageRef ref(@Nullable Object ref) {
        return new MessageRef(joinRef, ref);
    }

    boolean joining() {
        return state == State.JOINING;
    }

    boolean joined() {
        return state == State.JOINED;
    }

    boolean ended() {
        return state == State.ENDED;
    }

    /** The join has been answered: what waited for that goes out. */
    void join() {
        state = State.JOINED;
        if (early != null) {
            early.forEach(connection.transport()::send);
            early = null;
        }
    }

    void end() {
        state = State.ENDED;
        early = null;
    }

    /**
     * Sends a message with join_ref and ref null.
     *
     * @throws IllegalArgumentException if the payload is no object, or has no form in the client's version
     */
    void push(String event, Payload payload) {
        if (ended()) {
            return;
        }
        Broadcast.requireObject(payload);
        push(connection.serializer().push(joinRef, topic, event, payload));
    }

    void push(Frame frame) {
        switch (state) {
            case JOINED -> connection.transport().send(frame);
            case JOINING -> {
                if (early == null) {
                    early = new ArrayList<>(2);
                }
                early.add(frame);
            }
            case ENDED -> {}
        }
    }

    /**
     * Answers a push.
     *
     * @throws IllegalArgumentException if the response has no form in the client's version
     */
    void reply(@Nullable Object ref, String status, Payload response) {
        if (!ended()) {
            connection.reply(joinRef, ref, topic, status, response);
        }
    }

    /** Says that it has ended: {@code phx_close} or {@code phx_error}. */
    void sayEnd(String event) {
        connection.transport().send(connection.serializer().end(givenRef, topic, event));
    }
}
