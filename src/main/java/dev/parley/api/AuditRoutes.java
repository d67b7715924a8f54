package dev.parley.api;

import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.AuditLog;
import dev.parley.conversation.EventJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who read, took over and erased what. */
public final class AuditRoutes implements ApiPart {
    private final AuditLog log;

    public AuditRoutes(AuditLog log) {
        this.log = log;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("listAudit", this::list);
    }

    private Future<?> list(Request request) {
        OptionalLong before =
                request.query("before").stream().mapToLong(Long::parseLong).findFirst();
        int limit = request.limit();
        return log.entries(before, limit + 1).compose(found -> {
            List<AuditEntry> page = found.subList(0, Math.min(limit, found.size()));
            JsonArray data = new JsonArray();
            page.forEach(entry -> data.add(json(entry)));
            JsonObject answer = new JsonObject().put("data", data);
            if (found.size() > limit) {
                answer.put("next", page.get(limit - 1).number());
            }
            return request.json(200, answer);
        });
    }

    private static JsonObject json(AuditEntry entry) {
        return new JsonObject()
                .put("number", entry.number())
                .put("at", EventJson.time(entry.at()))
                .put("who", entry.who())
                .put("action", entry.action())
                .put("bot", text(entry.bot()))
                .put("subject", text(entry.subject()));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
