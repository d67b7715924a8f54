package dev.parley.gateway.gws;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of limited size. What goes beyond is thrown away until the client has sent all, since one that is still
 * sending may not see an answer; but only for so long. Belongs to the request's event loop.
 */
final class LimitedBody {
    private static final int PATIENCE = 100;

    private final HttpServerRequest request;
    private final int limit;
    private final Promise<Buffer> read = Promise.promise();
    private @Nullable Buffer body = Buffer.buffer();
    private long size;

    private LimitedBody(HttpServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** The body; fails with {@link ChatFault}. Call before anything asynchronous has happened to the request. */
    static Future<Buffer> read(HttpServerRequest request, int limit) {
        return new LimitedBody(request, limit).read();
    }

    private Future<Buffer> read() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.handler(this::chunk);
        request.endHandler(end -> {
            if (body == null) {
                read.tryFail(ChatFault.tooLarge(limit));
            } else {
                read.tryComplete(body);
            }
        });
        request.exceptionHandler(gone -> read.tryFail(ChatFault.missing("The body ended early")));
        return read.future();
    }

    private void chunk(Buffer chunk) {
        size += chunk.length();
        if (size > limit) {
            body = null;
        }
        if (body != null) {
            body.appendBuffer(chunk);
        } else if (size > (long) PATIENCE * limit && read.tryFail(ChatFault.tooLarge(limit))) {
            request.connection().close();
        }
    }
}
