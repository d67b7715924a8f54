package dev.parley.phoenix;

/** How a channel answers a join. */
public sealed interface JoinResult {
    /** The channel is joined; the response goes out with status ok. */
    record Ok(Payload response) implements JoinResult {}

    /** The join is refused; the response goes out with status error and the topic stays unjoined. */
    record Refused(Payload response) implements JoinResult {}

    static JoinResult ok() {
        return new Ok(Payload.EMPTY);
    }
}
