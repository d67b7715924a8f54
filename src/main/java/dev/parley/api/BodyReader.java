package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body into memory, up to a limit. What comes beyond it is thrown away until the client has sent
 * all, since a client that is still sending may not see the answer; but only for so long.
 */
final class BodyReader {
    static final int LIMIT = 8_000_000;

    private static final long PATIENCE = 8L * LIMIT;

    private final HttpServerRequest request;
    private final Promise<Buffer> promise = Promise.promise();
    private @Nullable Buffer body = Buffer.buffer();
    private long size;

    private BodyReader(HttpServerRequest request) {
        this.request = request;
    }

    /** Reads it. Call before anything asynchronous happened to the request, on its event loop. */
    static Future<Buffer> read(HttpServerRequest request) {
        return new BodyReader(request).read();
    }

    private Future<Buffer> read() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            if (announced() > LIMIT) {
                return Future.failedFuture(tooLarge());
            }
            request.response().writeContinue();
        }
        request.handler(this::chunk);
        request.endHandler(end -> {
            if (body == null) {
                promise.tryFail(tooLarge());
            } else {
                promise.tryComplete(body);
            }
        });
        request.exceptionHandler(gone -> promise.tryFail(new ApiFailure(400, "the body ended early")));
        return promise.future();
    }

    private void chunk(Buffer chunk) {
        size += chunk.length();
        if (size > LIMIT) {
            body = null;
        }
        if (body != null) {
            body.appendBuffer(chunk);
        } else if (size > PATIENCE && !promise.future().isComplete()) {
            request.response().putHeader("connection", "close");
            promise.fail(tooLarge());
            request.connection().close();
        }
    }

    private long announced() {
        String length = request.getHeader("content-length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private static ApiFailure tooLarge() {
        return new ApiFailure(413, "a body may have " + LIMIT + " bytes");
    }
}
