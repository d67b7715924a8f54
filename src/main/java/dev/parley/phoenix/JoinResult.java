package dev.parley.phoenix;

/** How a channel answers a join. */
public sealed interface JoinResult {
    /** What the client is told. */
    Payload response();

    /** Whether the topic is joined. */
    boolean isJoined();

    /** The channel is joined; the response goes out with status ok. */
    record Ok(Payload response) implements JoinResult {
        @Override
        public boolean isJoined() {
            return true;
        }
    }

    /** The join is refused; the response goes out with status error and the topic stays unjoined. */
    record Refused(Payload response) implements JoinResult {
        @Override
        public boolean isJoined() {
            return false;
        }
    }

    static JoinResult ok() {
        return new Ok(Payload.EMPTY);
    }
}
