package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/** What a channel's handler did with an event. */
public sealed interface Result {
    /** What the push is answered now; null for nothing. */
    @Nullable
    Reply reply();

    /** Why the channel ends with this; null if it does not. */
    @Nullable
    StopReason stops();

    /** Nothing is answered now; a reply may follow through {@link ChannelSocket#reply}. */
    record NoReply() implements Result {
        private static final Result INSTANCE = new NoReply();

        @Override
        public @Nullable Reply reply() {
            return null;
        }

        @Override
        public @Nullable StopReason stops() {
            return null;
        }
    }

    /** The push is answered with this status and response. */
    record Reply(String status, Payload response) implements Result {
        @Override
        public Reply reply() {
            return this;
        }

        @Override
        public @Nullable StopReason stops() {
            return null;
        }
    }

    /** The channel ends, after the reply if there is one: {@code phx_close} when normal, else {@code phx_error}. */
    record Stop(StopReason stops, @Nullable Reply reply) implements Result {}

    static Result noReply() {
        return NoReply.INSTANCE;
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
