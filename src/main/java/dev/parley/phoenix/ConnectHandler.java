package dev.parley.phoenix;

import io.vertx.core.Future;

/** Decides about a connection before the upgrade, on its event loop. A failure answers 500. */
@FunctionalInterface
public interface ConnectHandler {
    Future<ConnectResult> connect(ConnectRequest request);
}
