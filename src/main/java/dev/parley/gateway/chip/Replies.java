package dev.parley.gateway.chip;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Chip answers over plain HTTP. */
final class Replies {
    /** Where in a path the bot's id stands, as in {@code /wc/connect/<bot>/}. */
    private static final int CHANNEL = 3;

    private static final Pattern CHANNEL_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Replies() {}

    /** The bot of a request; null when it was refused, because there is none or its name has another form. */
    static @Nullable ChipBot bot(ChipBots bots, RoutingContext routing) {
        String channel = routing.request().path().split("/", -1)[CHANNEL];
        if (!CHANNEL_FORM.matcher(channel).matches()) {
            text(routing.request(), 404, "404 page not found");
            return null;
        }
        ChipBot bot = bots.find(UUID.fromString(channel)).orElse(null);
        if (bot == null) {
            error(routing.request(), 400, "no such channel");
        }
        return bot;
    }

    static void error(HttpServerRequest request, int status, String why) {
        json(request, status, new JsonObject().put("error", why));
    }

    static void json(HttpServerRequest request, int status, JsonObject body) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(body.toBuffer());
        }
    }

    static void text(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(text + "\n");
    }
}
