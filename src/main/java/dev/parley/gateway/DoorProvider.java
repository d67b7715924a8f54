package dev.parley.gateway;

/**
 * Whoever has a door of its own in the server: every gateway, and an engine that wants one, for whose bots connect to
 * the server.
 */
@FunctionalInterface
public interface DoorProvider {
    /** Makes the door, once a server, when it is about to serve. Any thread. */
    Door create(GatewayContext context);
}
