package dev.parley.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Refuses callers that would not take JSON. */
final class AcceptsJson implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        String accept = ctx.request().getHeader("accept");
        if (accept == null || accept.isBlank() || takesJson(accept)) {
            ctx.next();
        } else {
            ApiErrors.answer(ctx, 406, null);
        }
    }

    private static boolean takesJson(String accept) {
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            boolean json = type.equals("*/*") || type.equals("application/*") || type.equals("application/json");
            if (json && !refused(parts)) {
                return true;
            }
        }
        return false;
    }

    // A weight of 0 says "not this".
    private static boolean refused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
