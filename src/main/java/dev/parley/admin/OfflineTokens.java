package dev.parley.admin;

import dev.parley.api.TokenRegistry;
import dev.parley.api.TokenRoutes;
import dev.parley.config.Config;
import dev.parley.conversation.ApiToken.Role;
import dev.parley.conversation.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The tokens in the store while no server runs, for the command line. */
public final class OfflineTokens implements TokenStore {
    private final Store store;
    private final TokenRegistry tokens;

    private OfflineTokens(Store store, TokenRegistry tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    public static Future<TokenStore> open(Vertx vertx, Config config) {
        return StoreFactory.open(vertx, config)
                .compose(store -> TokenRegistry.load(store.tokens()).map(tokens -> new OfflineTokens(store, tokens)));
    }

    @Override
    public Future<List<JsonObject>> all() {
        return Future.succeededFuture(
                tokens.all().stream().map(TokenRoutes::shown).toList());
    }

    @Override
    public Future<JsonObject> make(String name, String role, Set<UUID> bots) {
        return tokens.make(name, Role.valueOf(role.toUpperCase(Locale.ROOT)), bots)
                .map(TokenRoutes::shown);
    }

    @Override
    public Future<Boolean> revoke(UUID id) {
        return tokens.revoke(id);
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
