package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.engine.http.OutboundCall;
import dev.parley.engine.http.OutboundClient;
import dev.parley.engine.http.OutboundReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The humans behind a bot: the system at the manifest's {@code notifications_url}, called as AIDA calls it, but with a
 * content type and a timeout. Any 2xx is a success; failures are {@link DeliveryException}s or those of a call.
 */
public final class Operator {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A notification holds up the bot's answer, so it is given up sooner. */
    private static final Duration NOTIFY_TIMEOUT = Duration.ofSeconds(3);

    private static final List<Duration> NOTIFY_PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final EngineContext context;
    private final String url;

    private Operator(EngineContext context, String url) {
        this.context = context;
        this.url = url;
    }

    /** A bot's operator; empty when its manifest names none. */
    public static Optional<Operator> of(EngineContext context, Bot bot) {
        return bot.manifest().document().getValue("notifications_url") instanceof String url
                ? Optional.of(new Operator(context, url.replaceFirst("/+$", "")))
                : Optional.empty();
    }

    /** Tells that something happened which a human should look at; tried three times within seconds. */
    public Future<Void> notify(String type, JsonObject data) {
        return notify(new JsonObject().put("type", type).put("data", data), 0);
    }

    private Future<Void> notify(JsonObject body, int failures) {
        return post(url, body, NOTIFY_TIMEOUT).recover(failure -> {
            boolean refused = failure instanceof DeliveryException said && said.isRefused();
            if (refused || failures == NOTIFY_PAUSES.size()) {
                return Future.failedFuture(failure);
            }
            long pause = NOTIFY_PAUSES.get(failures).toMillis();
            return context.vertx().timer(pause, TimeUnit.MILLISECONDS).compose(over -> notify(body, failures + 1));
        });
    }

    /** Passes on what a person wrote in a conversation the operator has taken. */
    Future<Void> forward(String id, String text) {
        // A space is a plus sign in a form and %20 in a path.
        String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return post(
                url + "/messages/" + segment,
                new JsonObject().put("type", "text").put("direction", "uto").put("content", text),
                TIMEOUT);
    }

    private Future<Void> post(String to, JsonObject body, Duration timeout) {
        OutboundClient outbound = context.outbound();
        Optional<String> refusal = outbound.policy().refusal(to);
        if (refusal.isPresent()) {
            return Future.failedFuture(DeliveryException.refused("notifications_url " + refusal.get()));
        }
        return outbound.post(OutboundCall.json(to, body), timeout).compose(Operator::accepted);
    }

    private static Future<Void> accepted(OutboundReply reply) {
        return reply.isSuccess()
                ? Future.succeededFuture()
                : Future.failedFuture(DeliveryException.of("the operator's system", reply));
    }
}
