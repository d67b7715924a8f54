package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** What is about no conversation: version and document; and uploads, which are done elsewhere. */
public final class ServerRoutes implements ApiPart {
    private final Contract contract;
    private final String version;
    private final Handler<RoutingContext> upload;

    /**
     * @param version what {@code GET /api/version} tells
     * @param upload takes an image for the session in the address
     */
    public ServerRoutes(Contract contract, String version, Handler<RoutingContext> upload) {
        this.contract = contract;
        this.version = version;
        this.upload = upload;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "showVersion", request -> request.data(200, version),
                "showContract", this::contract,
                "checkCredentials", ServerRoutes::credentials,
                "uploadAttachment", this::upload);
    }

    private Future<?> contract(Request request) {
        return request.ctx()
                .response()
                .putHeader("content-type", "application/yaml; charset=utf-8")
                .end(contract.yaml());
    }

    // The one service AIDA asks is not used here, so no token of it is good for anything.
    private static Future<?> credentials(Request request) {
        if (!request.query("provider").equals(Optional.of("wit_ai"))) {
            throw new ApiFailure(400, "the provider is none of: wit_ai");
        }
        boolean named =
                request.query("auth_token").filter(token -> !token.isBlank()).isPresent();
        throw new AidaRefusal(named ? "wit_ai is not used by this server" : "Authorization token expected");
    }

    private Future<?> upload(Request request) {
        if (request.bot().isEmpty()) {
            throw new ApiFailure(404, "there is no such session");
        }
        upload.handle(request.ctx());
        return Future.succeededFuture();
    }
}
