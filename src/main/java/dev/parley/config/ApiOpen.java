package dev.parley.config;

import java.util.List;

/** Who may use {@code /api} without the admin token. */
public sealed interface ApiOpen {
    /** Nobody: every call needs the token. */
    record Nobody() implements ApiOpen {}

    /** Everybody; accepted only while the server listens on loopback. */
    record Everybody() implements ApiOpen {}

    /** Clients whose address lies in one of these networks. */
    record From(List<Network> networks) implements ApiOpen {}

    /** True when a client at this address (after trusted proxies) needs no token. */
    default boolean allows(String clientAddress) {
        if (this instanceof From from) {
            return from.networks().stream().anyMatch(network -> network.contains(clientAddress));
        }
        return this instanceof Everybody;
    }

    /** Reads {@code false}, {@code true} or a list of networks. */
    static ApiOpen parse(String text) {
        return switch (text) {
            case "false" -> new Nobody();
            case "true" -> new Everybody();
            default -> new From(networks(text));
        };
    }

    private static List<Network> networks(String text) {
        try {
            return ConfigType.list(Network::parse).parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be false, true or a list of networks: " + e.getMessage(), e);
        }
    }
}
