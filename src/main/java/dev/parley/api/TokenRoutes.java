package dev.parley.api;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.ApiToken.Role;
import dev.parley.conversation.EventJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tokens of this API: made, listed, revoked. */
public final class TokenRoutes implements ApiPart {
    private final TokenRegistry tokens;

    public TokenRoutes(TokenRegistry tokens) {
        this.tokens = tokens;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("listTokens", this::list, "makeToken", this::make, "revokeToken", this::revoke);
    }

    /** A token as it is shown: everything but what opens the door. */
    public static JsonObject shown(ApiToken token) {
        JsonArray bots = new JsonArray();
        token.bots().stream().map(UUID::toString).sorted().forEach(bots::add);
        return new JsonObject()
                .put("id", token.id().toString())
                .put("name", token.name())
                .put("role", token.role().text())
                .put("bots", bots)
                .put("created_at", EventJson.time(token.createdAt()));
    }

    /** A token that was just made, with what opens the door. */
    public static JsonObject shown(TokenRegistry.Made made) {
        return new JsonObject().put("data", shown(made.row())).put("token", made.token());
    }

    private Future<?> list(Request request) {
        JsonArray data = new JsonArray();
        tokens.all().forEach(token -> data.add(shown(token)));
        return request.data(200, data);
    }

    private Future<?> make(Request request) {
        JsonObject body = request.object();
        Role role = Role.valueOf(body.getString("role").toUpperCase(Locale.ROOT));
        Set<UUID> bots = body.getJsonArray("bots", new JsonArray()).stream()
                .map(bot -> UUID.fromString((String) bot))
                .collect(Collectors.toUnmodifiableSet());
        return tokens.make(body.getString("name").strip(), role, bots).compose(made -> request.json(201, shown(made)));
    }

    private Future<?> revoke(Request request) {
        return tokens.revoke(request.id("token"))
                .compose(revoked -> revoked ? request.empty(204) : Future.failedFuture(ApiFailure.unknown("token")));
    }
}
