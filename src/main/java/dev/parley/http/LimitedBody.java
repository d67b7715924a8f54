package dev.parley.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of limited size, whatever its type is said to be. What goes beyond is thrown away until the client has sent all, since one that is still
 * sending may not see an answer; but only for so long. Belongs to the request's event loop.
 */
public final class LimitedBody {
    private static final int PATIENCE = 100;

    private final HttpServerRequest request;
    private final int limit;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final Supplier<? extends RuntimeException> broken;
    private final Promise<Buffer> read = Promise.promise();
    private @Nullable Buffer body = Buffer.buffer();
    private long size;

    private LimitedBody(
            HttpServerRequest request,
            int limit,
            Supplier<? extends RuntimeException> tooLarge,
            Supplier<? extends RuntimeException> broken) {
        this.request = request;
        this.limit = limit;
        this.tooLarge = tooLarge;
        this.broken = broken;
    }

    /**
     * The body. Call before anything asynchronous has happened to the request.
     *
     * @param limit bytes
     * @param tooLarge the failure when it has more
     * @param broken the failure when it ends early
     */
    public static Future<Buffer> read(
            HttpServerRequest request,
            int limit,
            Supplier<? extends RuntimeException> tooLarge,
            Supplier<? extends RuntimeException> broken) {
        return new LimitedBody(request, limit, tooLarge, broken).read();
    }

    private Future<Buffer> read() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.handler(this::chunk);
        request.endHandler(end -> {
            if (body == null) {
                read.tryFail(tooLarge.get());
            } else {
                read.tryComplete(body);
            }
        });
        request.exceptionHandler(gone -> read.tryFail(broken.get()));
        return read.future();
    }

    private void chunk(Buffer chunk) {
        size += chunk.length();
        if (size > limit) {
            body = null;
        }
        if (body != null) {
            body.appendBuffer(chunk);
        } else if (size > (long) PATIENCE * limit && read.tryFail(tooLarge.get())) {
            request.connection().close();
        }
    }
}
