package dev.parley.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tokens of a running server, by {@code /api/v1/tokens}. */
final class RestTokenAdmin implements TokenAdmin {
    private static final String PATH = "/api/v1/tokens";

    private final RestCalls server;

    RestTokenAdmin(RestCalls server) {
        this.server = server;
    }

    @Override
    public List<JsonObject> all() throws IOException, InterruptedException {
        return server.expect(server.call("GET", PATH, Optional.empty()), 200).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public JsonObject make(String name, TokenRole role, Set<UUID> bots) throws IOException, InterruptedException {
        JsonArray ids = new JsonArray();
        bots.stream().map(UUID::toString).sorted().forEach(ids::add);
        JsonObject asked =
                new JsonObject().put("name", name).put("role", role.toString()).put("bots", ids);
        return server.expect(server.call("POST", PATH, Optional.of(asked)), 201);
    }

    @Override
    public boolean revoke(UUID id) throws IOException, InterruptedException {
        HttpResponse<String> response = server.call("DELETE", PATH + "/" + id, Optional.empty());
        if (response.statusCode() == 404) {
            return false;
        }
        server.expect(response, 204);
        return true;
    }
}
