package dev.parley.api;

import dev.parley.conversation.ApiToken.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param path as the document has it, {@code /api/bots/{bot}}
 * @param role what its caller must be; empty for everybody
 * @param validated whether its requests are held against the document
 * @param anyBot whether it is not about one bot, and so nothing for tokens that are for certain bots
 * @param summary one line
 */
record Operation(
        String id,
        HttpMethod method,
        String path,
        Optional<Role> role,
        boolean validated,
        boolean anyBot,
        String summary) {
    private static final String OWN = "/api/v1/";

    static Operation of(String path, String method, JsonObject json) {
        String role = json.getString("x-parley-role");
        return new Operation(
                json.getString("operationId"),
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                path,
                role.equals("public") ? Optional.empty() : Optional.of(Role.valueOf(role.toUpperCase(Locale.ROOT))),
                json.getBoolean("x-parley-validated"),
                json.getBoolean("x-parley-any-bot", false),
                json.getString("summary"));
    }

    /** The path as a router takes it, {@code /api/bots/:bot}. */
    String route() {
        return path.replaceAll("\\{([^}]*)}", ":$1");
    }

    /** Whether it is one of {@code /api/v1}, which have their own form of errors. */
    boolean own() {
        return isOwn(path);
    }

    static boolean isOwn(String path) {
        return path.startsWith(OWN);
    }
}
