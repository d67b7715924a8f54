/**
 * What a gateway is to the server: the contract of those that speak a wire protocol to people's clients, and of other
 * doors of the server. A gateway is a {@link dev.parley.gateway.GatewayProvider} that {@link java.util.ServiceLoader}
 * finds.
 *
 * <pre>
 *   ServiceLoader --> GatewayProvider --create(GatewayContext)--> Gateway
 *                       name, entry types,                          mount(loop, router)   once an event loop
 *                       configuration                               drain()               when the server stops
 * </pre>
 */
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
