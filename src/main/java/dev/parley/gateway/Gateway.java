package dev.parley.gateway;

import java.util.OptionalLong;

/** Speaks one wire protocol to people's clients. */
public interface Gateway extends Door {
    /** How many connections are open; empty where a client has none between its requests. Any thread. */
    default OptionalLong connections() {
        return OptionalLong.empty();
    }
}
