package dev.parley.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;

/** Some routes of the server. Made once; several event loops mount it. */
public interface Mount {
    /**
     * Puts the routes on the router of one event loop; called on that loop, once, before the server listens. What is
     * mounted first is asked first.
     */
    Future<Void> mount(Vertx loop, Router router);

    /** The parts of the address space about which there is more to say than the routes do. */
    default List<OwnedPath> paths() {
        return List.of();
    }

    /** Routes that need nothing of their event loop. */
    static Mount of(Consumer<Router> routes) {
        return (loop, router) -> {
            routes.accept(router);
            return Future.succeededFuture();
        };
    }
}
