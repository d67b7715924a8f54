package dev.parley.media;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads on, and forgets, after a request was answered before its body had come. Most clients write the whole body
 * before they read; closing under them would make the kernel reset the connection and the answer would be lost. Both
 * bytes and time are bounded: then the connection goes.
 */
final class Drain {
    private static final long MILLIS = 30_000;

    private final HttpServerRequest request;
    private long left;

    private Drain(HttpServerRequest request, long bytes) {
        this.request = request;
        this.left = bytes;
    }

    /** To be called on the request's event loop; fine for a request that has ended. */
    static void begin(Vertx vertx, HttpServerRequest request, long bytes) {
        if (request.isEnded()) {
            return;
        }
        Drain drain = new Drain(request, bytes);
        long timer = vertx.setTimer(MILLIS, id -> cut(request));
        request.handler(buffer -> drain.swallow(buffer.length()))
                .endHandler(v -> vertx.cancelTimer(timer))
                .exceptionHandler(e -> vertx.cancelTimer(timer))
                .resume();
    }

    /** Ends the connection, or the stream where there are several on it. */
    static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            // The other streams of the connection have done nothing wrong.
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void swallow(int bytes) {
        left -= bytes;
        if (left < 0) {
            cut(request);
        }
    }
}
