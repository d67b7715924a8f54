package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/** Whether a connection is let in. */
public sealed interface ConnectResult {
    /**
     * It is.
     *
     * @param socketId a name for all connections of, say, one user, for {@link PhoenixEndpoint#disconnect}; not unique
     */
    record Accepted(@Nullable String socketId) implements ConnectResult {}

    /**
     * It is not: 403. Clients retry for ever and nobody learns a reason, so rather refuse the join, which tells one.
     */
    record Refused() implements ConnectResult {}

    static ConnectResult accept() {
        return new Accepted(null);
    }

    static ConnectResult accept(String socketId) {
        return new Accepted(socketId);
    }

    static ConnectResult refuse() {
        return new Refused();
    }
}
