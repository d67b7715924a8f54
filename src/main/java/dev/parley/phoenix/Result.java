package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/** What a channel's handler did with an event. */
public sealed interface Result {
    /** Nothing is answered now; a reply may follow through {@link ChannelSocket#reply}. */
    record NoReply() implements Result {}

    /** The push is answered with this status and response. */
    record Reply(String status, Payload response) implements Result {}

    /** The channel ends, after the reply if there is one: {@code phx_close} when normal, else {@code phx_error}. */
    record Stop(StopReason reason, @Nullable Reply reply) implements Result {}

    static Result noReply() {
        return Replies.NO_REPLY;
    }

    static Result ok(Payload response) {
        return new Reply("ok", response);
    }

    static Result error(Payload response) {
        return new Reply("error", response);
    }

    static Result stop(StopReason reason) {
        return new Stop(reason, null);
    }
}
