package dev.parley.engine.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** A call under way, which can be cut off at any time. Belongs to the event loop it was begun on. */
public final class OutboundExchange {
    private final Promise<HttpClientResponse> head = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean cut;

    OutboundExchange() {}

    /**
     * The head of the answer. Its body is held back: whoever gets it sets the handlers and then {@code resume}s. Fails
     * when there is no answer.
     */
    public Future<HttpClientResponse> head() {
        return head.future();
    }

    /** Ends the call, wherever it is: nothing more is sent or read, and its connection is not used again. */
    public void cut() {
        cut = true;
        if (request != null) {
            request.reset();
        }
        head.tryFail(new CallFailedException("the call was cut off"));
    }

    /** The connection is there; false when it is not wanted any more. */
    boolean connected(HttpClientRequest made) {
        request = made;
        if (cut) {
            made.reset();
        }
        return !cut;
    }

    void answered(HttpClientResponse response) {
        // A caller on another thread would else come too late for the body.
        response.pause();
        if (!head.tryComplete(response)) {
            response.request().reset();
        }
    }

    void failed(Throwable failure) {
        head.tryFail(failure);
    }
}
