package dev.parley.cli;

import dev.parley.admin.TokenStore;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tokens in the store, while no server runs. */
final class StoreTokenAdmin implements TokenAdmin {
    private final OpenedStore<TokenStore> store;

    StoreTokenAdmin(OpenedStore<TokenStore> store) {
        this.store = store;
    }

    @Override
    public List<JsonObject> all() {
        return store.content().all();
    }

    @Override
    public JsonObject make(String name, TokenRole role, Set<UUID> bots) throws Exception {
        return Await.result(store.content().make(name, role.toString(), bots));
    }

    @Override
    public boolean revoke(UUID id) throws Exception {
        return Await.result(store.content().revoke(id));
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
