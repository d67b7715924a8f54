package dev.parley.gateway;

import dev.parley.phoenix.Channel;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.SocketOptions;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The server's one Phoenix endpoint, at {@code /socket}, as doors see it that have topics there. What is added while a
 * door is opened is there before the first socket comes.
 */
public interface PhoenixTopics {
    /**
     * Has all joins of a topic taken by these channels, but for those that are meant for others.
     *
     * @param pattern a topic, or its beginning and {@code *}; only one door may have all of its joins
     * @param channels makes a channel for one join, on the socket's event loop
     */
    void add(String pattern, Supplier<Channel> channels);

    /**
     * Has some joins of a topic taken by these channels.
     *
     * @param meant whether a join with this payload is meant for them
     */
    void add(String pattern, Predicate<Payload> meant, Supplier<Channel> channels);

    /** Sets what holds for all sockets; by the one gateway that has the configuration of it. */
    void configure(SocketOptions options);

    /** How many sockets are open, whatever their topics. */
    long connections();
}
