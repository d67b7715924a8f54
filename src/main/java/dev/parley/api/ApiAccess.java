package dev.parley.api;

import dev.parley.conversation.ApiToken;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass that carries a token, or comes from where none is needed, and says who sent it.
 *
 * <p>An open door is open for programs and for pages of this server. A page of another site can make its visitor's
 * browser call any address, and AIDA's CORS headers would let it read the answer; so where the browser names a foreign
 * {@code Origin}, or a local client a {@code Host} that is not local (a name rebound to this machine, or a proxy that
 * hides the real client), the token is asked for all the same.
 */
public final class ApiAccess implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private static final String CALLER = "parley.caller";

    private final TokenRegistry tokens;
    private final Predicate<String> open;
    private final Function<HttpServerRequest, String> clientAddress;

    /**
     * @param open whether a client at that address needs no token
     * @param clientAddress the address of the client, after trusted proxies
     */
    public ApiAccess(TokenRegistry tokens, Predicate<String> open, Function<HttpServerRequest, String> clientAddress) {
        this.tokens = tokens;
        this.open = open;
        this.clientAddress = clientAddress;
    }

    /** Who sent a request that was let pass. */
    static Caller caller(RoutingContext ctx) {
        return ctx.get(CALLER);
    }

    /** Whether a token may speak in a bot's conversations. */
    boolean speaks(String token, UUID bot) {
        return tokens.find(token)
                .map(Caller::of)
                .filter(caller -> caller.may(ApiToken.Role.OPERATOR) && caller.sees(bot))
                .isPresent();
    }

    @Override
    public void handle(RoutingContext ctx) {
        // A token says who somebody is, also where none is needed.
        Optional<Caller> caller = sent(ctx.request()).flatMap(tokens::find).map(Caller::of);
        if (caller.isEmpty() && throughOpenDoor(ctx.request())) {
            caller = Optional.of(Caller.OPEN);
        }
        if (caller.isPresent()) {
            ctx.put(CALLER, caller.get()).next();
            return;
        }
        ctx.response().putHeader("www-authenticate", "Bearer realm=\"parley\"");
        ApiErrors.answer(ctx, 401, "a token is needed: Authorization: Bearer <token>");
    }

    private static Optional<String> sent(HttpServerRequest request) {
        String header = request.getHeader("authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private boolean throughOpenDoor(HttpServerRequest request) {
        String address = clientAddress.apply(request);
        if (!open.test(address)) {
            return false;
        }
        boolean local = isLoopback(address);
        HostAndPort authority = request.authority();
        String host = authority == null ? "" : authority.host();
        if (local && !isLoopback(host)) {
            return false;
        }
        String origin = request.getHeader("origin");
        return origin == null || isOwn(origin, host, local);
    }

    private static boolean isOwn(String origin, String host, boolean local) {
        String from = hostOf(origin);
        return from != null && (from.equalsIgnoreCase(host) || (local && isLoopback(from)));
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    // Never resolves a name.
    private static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(bare);
        return address == null ? bare.toLowerCase(Locale.ROOT).equals("localhost") : address.isLoopbackAddress();
    }
}
