package dev.parley.server;

import dev.parley.config.Config;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.gateway.Gateways;
import dev.parley.http.ClientAddress;
import io.vertx.core.Vertx;

/**
 * Where a server runs, how it is configured, and which gateways and engines it has: all that is known before a store is
 * open.
 *
 * @param clientAddress whom a request comes from
 */
record Host(Vertx vertx, Config config, ClientAddress clientAddress, Gateways gateways, Engines engines) {
    /**
     * Throws an {@link IllegalStateException} when a gateway or an engine cannot be used, and a
     * {@link dev.parley.config.ConfigException} when one has something against the configuration.
     */
    static Host of(Vertx vertx, Config config) {
        Gateways gateways = new Gateways();
        gateways.configKeys().check(config.values());
        return new Host(
                vertx,
                config,
                new ClientAddress(config.http()::trusts),
                gateways,
                new Engines(OutboundPolicy.of(config)));
    }
}
