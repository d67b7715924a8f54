package dev.parley.gateway;

import dev.parley.http.Mount;
import io.vertx.core.Future;

/**
 * Some routes of the server, and the connections behind them. Made once a server; several event loops mount it, before
 * the REST API and the pages, so a path that a door answers to is its own.
 */
public interface Door extends Mount {
    /** Closes all connections so that clients come back, and takes no new ones; complete when the last one is gone. Any thread. */
    default Future<Void> drain() {
        return Future.succeededFuture();
    }
}
