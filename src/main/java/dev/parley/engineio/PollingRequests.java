package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.EndpointLoops;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The requests of long polling: hands polls and posts to the event loop that owns their connection, and answers them. */
final class PollingRequests {
    private final EngineIoOptions options;
    private final EndpointLoops<EngineLoop> loops;

    PollingRequests(EngineIoOptions options, EndpointLoops<EngineLoop> loops) {
        this.options = options;
        this.loops = loops;
    }

    void open(HttpServerRequest request, Handshake handshake) {
        EngineLoop here = loops.here();
        boolean base64 = "1".equals(handshake.query().get("b64"));
        EngineIoConnection.open(here, handshake, base64, answer -> answered(request, answer));
    }

    void poll(HttpServerRequest request, Addressed to) {
        EngineLoop here = loops.here();
        to.find(
                connection -> connection.state().inTurn(() -> poll(here, connection, request)),
                refusal -> here.execute(() -> refusal.answer(request)));
    }

    /** Runs on the owner's event loop; the answer is written on the request's. */
    private static void poll(EngineLoop here, EngineIoConnection connection, HttpServerRequest request) {
        EngineLoop owner = connection.loop();
        Handler<PollAnswer> poll = new Handler<>() {
            @Override
            public void handle(PollAnswer answer) {
                here.execute(() -> {
                    if (!answered(request, answer)) {
                        owner.execute(() -> connection.state().undelivered());
                    }
                });
            }
        };
        connection.state().poll(poll);
        here.execute(() -> {
            HttpServerResponse response = request.response();
            if (response.closed()) {
                owner.execute(() -> connection.state().cancelled(poll));
            } else if (!response.ended()) {
                response.closeHandler(
                        v -> owner.execute(() -> connection.state().cancelled(poll)));
            }
        });
    }

    /** Answers, unless the client has gone. */
    private static boolean answered(HttpServerRequest request, PollAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return false;
        }
        if (answer.refusal() != null) {
            answer.refusal().answer(request);
        } else {
            response.putHeader(
                            HttpHeaders.CONTENT_TYPE,
                            answer.binary() ? "application/octet-stream" : "text/plain; charset=UTF-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(Buffer.buffer(answer.body()));
        }
        return true;
    }

    void post(RoutingContext routing, Addressed to) {
        HttpServerRequest request = routing.request();
        EngineLoop here = loops.here();
        boolean binary = "application/octet-stream".equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
        body(routing)
                .onSuccess(body -> to.find(
                        connection -> {
                            Refusal refusal = body == null
                                    ? tooLarge(connection)
                                    : connection.state().post(body, binary);
                            here.execute(() -> posted(request, refusal));
                        },
                        refusal -> here.execute(() -> posted(request, refusal))));
    }

    private static Refusal tooLarge(EngineIoConnection connection) {
        connection.state().fail(CloseCode.TOO_BIG);
        return Refusal.TOO_LARGE;
    }

    private static void posted(HttpServerRequest request, @Nullable Refusal refusal) {
        if (refusal != null) {
            refusal.answer(request);
        } else if (!request.response().closed()) {
            // As the original servers do: text/plain would be offered for download by some old browsers.
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end("ok");
        }
    }

    /** Reads the body, unless a body handler has; null if it is too much. */
    private Future<byte @Nullable []> body(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        int limit = options.maxPayload();
        if (routing.body().available()) {
            Buffer read = routing.body().buffer();
            byte[] bytes = read == null ? new byte[0] : read.getBytes();
            return Future.succeededFuture(bytes.length > limit ? null : bytes);
        }
        Promise<byte @Nullable []> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (part.length() > limit - body.length()) {
                request.handler(ignored -> {});
                request.endHandler(null);
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
                whole.complete(null);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(v -> whole.tryComplete(body.getBytes()));
        return whole.future();
    }
}
