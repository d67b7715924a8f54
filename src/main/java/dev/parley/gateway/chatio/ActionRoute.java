package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Answers {@code /action/<action>}: what a socket does, one request at a time. */
final class ActionRoute implements Handler<RoutingContext> {
    private final ChatioLoop loop;

    ActionRoute(ChatioLoop loop) {
        this.loop = loop;
    }

    /** Who asks. Fails with a {@link Fault}, that of a foreign page included. */
    static Future<Customer> customer(ChatioLoop loop, HttpServerRequest request) {
        long license = Licence.of(request);
        Bot bot = loop.context().admit(license, request);
        String bearer = request.getHeader("authorization");
        return loop.customers().of(bot, license, bearer == null ? "" : bearer);
    }

    /** Answers a body that could not be read as a whole. */
    static void failed(RoutingContext routing) {
        if (routing.statusCode() == 413) {
            Cors.refuse(
                    routing.request(), Fault.validation("the body is too large").status(413));
        } else if (routing.statusCode() == 400) {
            Cors.refuse(routing.request(), Fault.validation("the body cannot be read"));
        } else {
            routing.next();
        }
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(request);
            return;
        }
        try {
            if (!request.method().equals(HttpMethod.POST)) {
                throw Fault.validation("actions are asked for by POST").status(405);
            }
            Action action = loop.actions().byHttp(routing.pathParam("action"));
            JsonObject payload = payload(routing.body().buffer());
            customer(loop, request)
                    .compose(customer -> loop.in(
                            customer, chat -> perform(action, payload, new HttpCall(loop.context(), chat, request))))
                    .onFailure(failure -> Cors.refuse(request, failure));
        } catch (Fault fault) {
            Cors.refuse(request, fault);
        }
    }

    private static Future<?> perform(Action action, JsonObject payload, Call call) {
        try {
            return action.perform(payload, call).onFailure(call::fail).otherwiseEmpty();
        } catch (Fault fault) {
            call.fail(fault);
            return Future.succeededFuture();
        }
    }

    private static JsonObject payload(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            return new JsonObject();
        }
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return Fields.object(object, "payload");
            }
        } catch (DecodeException notJson) {
            throw Fault.validation("the body is not JSON");
        }
        throw Fault.validation("the body is not an object");
    }
}
