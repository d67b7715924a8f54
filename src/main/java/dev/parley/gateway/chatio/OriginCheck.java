package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may come in: whose page may use which bot. Immutable; any thread. */
record OriginCheck(OriginPolicy origins) {
    /** A bot, for what a page may do with it, whose origin is null outside browsers; a {@link Fault} when there is none. */
    Bot bot(Optional<Bot> bot, @Nullable String origin, @Nullable String authority) {
        Bot found = bot.orElseThrow(() -> Fault.authorization("the licence is not known here"));
        boolean allowed = origin == null
                || (found.manifest().allowsOrigin(origin, authority)
                        && origins.allows(
                                OriginPolicy.Origin.parse(origin),
                                OriginPolicy.Origin.of(null, authority == null ? "" : authority)));
        if (!allowed) {
            throw Fault.authorization("pages of this origin may not use this licence");
        }
        return found;
    }

    static @Nullable String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }
}
