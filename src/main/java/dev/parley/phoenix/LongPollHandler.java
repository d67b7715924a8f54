package dev.parley.phoenix;

import dev.parley.websocket.EndpointLoops;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code <path>/longpoll}: opens sessions, and hands polls and posts to the event loop that owns theirs. */
final class LongPollHandler implements Handler<RoutingContext> {
    /** The largest body of a POST, whatever its lines; a single message may be larger if the endpoint says so. */
    private static final int MAX_BODY = 8_000_000;

    private final EndpointSettings settings;
    private final EndpointLoops<PhoenixLoop> loops;

    LongPollHandler(EndpointSettings settings, EndpointLoops<PhoenixLoop> loops) {
        this.settings = settings;
        this.loops = loops;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (loops.draining()) {
            end(request, 503);
        } else if (!settings.origins().allows(request)) {
            answer(request, LongPollAnswer.of(LongPollAnswer.FORBIDDEN));
        } else if (request.method().equals(HttpMethod.GET)) {
            get(request);
        } else if (request.method().equals(HttpMethod.POST)) {
            post(routing);
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(request);
        } else {
            end(request, 400);
        }
    }

    private static void preflight(HttpServerRequest request) {
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            request.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "get, post, options")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600")
                .end();
    }

    private void get(HttpServerRequest request) {
        JsonObject params = Query.decode(request.query());
        LongPollToken token = token(request, params);
        PhoenixLoop owner = token == null ? null : loops.at(token.loop());
        if (token == null || owner == null) {
            open(request, params);
            return;
        }
        PhoenixLoop here = loops.here();
        owner.execute(() -> {
            LongPollSession session = LongPollSession.find(owner, token);
            if (session == null) {
                here.execute(() -> open(request, params));
            } else {
                poll(here, owner, session, request);
            }
        });
    }

    private static @Nullable LongPollToken token(HttpServerRequest request, JsonObject params) {
        String header = request.getHeader("x-phoenix-longpoll-token");
        return LongPollToken.parse(header == null ? params.getValue("token") : header);
    }

    /** Runs on the owner's event loop; the answer is written on the request's. */
    private static void poll(PhoenixLoop here, PhoenixLoop owner, LongPollSession session, HttpServerRequest request) {
        Object poll = session.poll(answer -> here.execute(() -> answer(request, answer)
                .onComplete(written -> owner.execute(() -> session.answered(answer, written.succeeded())))));
        here.execute(() -> {
            if (!request.response().ended()) {
                request.response().closeHandler(v -> owner.execute(() -> session.cancel(poll)));
            }
        });
    }

    private void open(HttpServerRequest request, JsonObject params) {
        PhoenixLoop here = loops.here();
        String authToken = settings.authToken() ? request.getHeader("x-phoenix-authtoken") : null;
        Handshake.connect(settings, request, params, authToken)
                .onComplete(result -> here.execute(() -> {
                    Handshake.Admission admission = result.result();
                    if (result.failed()) {
                        end(request, 500);
                    } else if (admission == null) {
                        answer(request, LongPollAnswer.of(LongPollAnswer.FORBIDDEN));
                    } else if (loops.draining()) {
                        end(request, 503);
                    } else {
                        String token = LongPollSession.open(here, admission).token();
                        answer(request, new LongPollAnswer(LongPollAnswer.GONE, List.of(), token));
                    }
                }));
    }

    private void post(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        LongPollToken token = token(request, Query.decode(request.query()));
        PhoenixLoop owner = token == null ? null : loops.at(token.loop());
        boolean lines = List.of("application/x-ndjson").equals(request.headers().getAll(HttpHeaders.CONTENT_TYPE));
        PhoenixLoop here = loops.here();
        body(routing).onSuccess(body -> {
            if (token == null || owner == null) {
                answer(request, LongPollAnswer.of(LongPollAnswer.GONE));
            } else {
                owner.execute(() ->
                        deliver(owner, token, body, lines, answer -> here.execute(() -> answer(request, answer))));
            }
        });
    }

    /** Reads the body, unless a body handler has; too much is 413 and the future stays open. */
    private Future<byte[]> body(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (routing.body().available()) {
            Buffer body = routing.body().buffer();
            return Future.succeededFuture(body == null ? new byte[0] : body.getBytes());
        }
        int limit = Math.max(MAX_BODY, settings.options().maxFrameBytes());
        Promise<byte[]> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (part.length() > limit - body.length()) {
                request.handler(ignored -> {});
                request.endHandler(null);
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
                end(request, 413);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(v -> whole.complete(body.getBytes()));
        return whole.future();
    }

    /** Runs on the owner's event loop. */
    private void deliver(
            PhoenixLoop owner, LongPollToken token, byte[] body, boolean lines, Handler<LongPollAnswer> answer) {
        LongPollSession session = LongPollSession.find(owner, token);
        if (session == null) {
            answer.handle(LongPollAnswer.of(LongPollAnswer.GONE));
            return;
        }
        int limit = settings.options().maxFrameBytes();
        Serializer serializer = session.serializer();
        if (body.length > FrameParsers.LARGE) {
            owner.parsers()
                    .parse(() -> LongPollBatch.decode(serializer, body, lines, limit))
                    .onSuccess(batch -> owner.execute(() -> session.post(batch, answer)));
        } else {
            session.post(LongPollBatch.decode(serializer, body, lines, limit), answer);
        }
    }

    /** Answers; fails when the client has gone before it took everything. */
    private static Future<Void> answer(HttpServerRequest request, LongPollAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return Future.failedFuture("the client has gone");
        }
        if (answer.status() == LongPollAnswer.FAILED) {
            return response.setStatusCode(500).end();
        }
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(answer.body());
    }

    private static void end(HttpServerRequest request, int status) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).end();
        }
    }
}
