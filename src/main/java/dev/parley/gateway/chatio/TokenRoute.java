package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives out tokens: to a page in a hidden frame, which a cookie tells who its browser was before, and to a POST, which may
 * ask for a customer there is already when it has a key to the REST API. Nothing is stored: the customer is made when the
 * token is used.
 */
final class TokenRoute implements Handler<RoutingContext> {
    private static final String COOKIE = "parley_customer_";
    private static final int NONCE_BYTES = 16;

    /** The one client whose frame is at one host and who takes the message from another. */
    private static final String OLD_FRAME = "accounts.chat.io";

    private static final String OLD_MESSENGER = "https://cdn.chatio-static.com/customer";

    private final ChatioContext context;
    private final Tokens tokens;
    private final SecureRandom random = new SecureRandom();

    TokenRoute(ChatioContext context, Tokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        try {
            if (request.method().equals(HttpMethod.OPTIONS)) {
                Cors.preflight(request);
            } else if (request.method().equals(HttpMethod.POST)) {
                post(request);
            } else if (OLD_FRAME.equals(host(request))) {
                String query = request.query() == null ? "" : "?" + request.query();
                request.response()
                        .setStatusCode(302)
                        .putHeader("location", OLD_MESSENGER + query)
                        .end();
            } else {
                page(request);
            }
        } catch (Fault fault) {
            Cors.refuse(request, fault);
        }
    }

    private static @Nullable String host(HttpServerRequest request) {
        return request.authority() == null ? null : request.authority().host();
    }

    private void post(HttpServerRequest request) {
        long license = Licence.of(request);
        Bot bot = context.admit(license, request);
        String wanted = Licence.parameter(request, "customer_id");
        UUID customer;
        if (wanted == null) {
            customer = UUID.randomUUID();
        } else {
            // Otherwise anybody could become anybody.
            if (!context.opensApi(request.getHeader("authorization"), bot.id())) {
                throw Fault.authentication("customer_id wants a key to the API of this server");
            }
            customer = Ids.parse(wanted);
            if (customer == null) {
                throw Fault.validation("customer_id is no customer's");
            }
        }
        Cors.json(request, 200, token(license, customer));
    }

    private void page(HttpServerRequest request) {
        String target = origin(request);
        if (target == null) {
            throw Fault.validation("post_message_uri is not the address of a page");
        }
        long license = Licence.of(request);
        JsonObject message;
        try {
            context.admit(license, target, OriginCheck.authority(request));
            UUID customer = returning(request, license).orElseGet(UUID::randomUUID);
            remember(request, license, customer);
            message = token(license, customer);
        } catch (Fault refused) {
            message = new JsonObject().put("identity_exception", "unauthorized");
        }
        String state = Licence.parameter(request, "state");
        if (state != null) {
            message.put("state", state);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String named = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        request.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader(
                        "content-security-policy",
                        "default-src 'none'; script-src 'nonce-" + named + "'; frame-ancestors *")
                .end(TokenPage.html(message, target, named));
    }

    /** The origin of the page that waits; null when the request names none. */
    private static @Nullable String origin(HttpServerRequest request) {
        String address = Licence.parameter(request, "post_message_uri");
        if (address == null) {
            address = Licence.parameter(request, "redirect_uri");
        }
        return address == null ? null : PageOrigin.of(address);
    }

    private JsonObject token(long license, UUID customer) {
        return new JsonObject()
                .put("access_token", tokens.make(Tokens.Kind.ACCESS, license, customer))
                .put("entity_id", customer.toString())
                .put("expires_in", Tokens.Kind.ACCESS.life().toSeconds())
                .put("token_type", "Bearer");
    }

    private Optional<UUID> returning(HttpServerRequest request, long license) {
        Cookie cookie = request.getCookie(COOKIE + license);
        return cookie == null ? Optional.empty() : tokens.read(Tokens.Kind.RETURN, license, cookie.getValue());
    }

    // Partitioned, so that it says nothing to the pages of another site; many browsers drop it all the same.
    private void remember(HttpServerRequest request, long license, UUID customer) {
        String value = tokens.make(Tokens.Kind.RETURN, license, customer);
        String attributes = "; Max-Age=" + Tokens.Kind.RETURN.life().toSeconds()
                + "; Path=/; Secure; HttpOnly; SameSite=" + CookieSameSite.NONE + "; Partitioned";
        request.response().putHeader("set-cookie", COOKIE + license + "=" + value + attributes);
    }
}
