package dev.parley.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Some routes of the server, and the connections behind them. Made once a server; several event loops mount it. */
public interface Door {
    /**
     * Puts the routes on the router of one event loop; called on that loop, once, before the server listens. Doors are
     * mounted before the REST API and the pages, so a path that a door answers to is its own.
     */
    Future<Void> mount(Vertx loop, Router router);

    /** Closes all connections so that clients come back, and takes no new ones; complete when the last one is gone. Any thread. */
    default Future<Void> drain() {
        return Future.succeededFuture();
    }
}
