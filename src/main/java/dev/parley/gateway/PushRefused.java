package dev.parley.gateway;

import dev.parley.conversation.MessageRefusedException;
import dev.parley.conversation.RefusedException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A push that is answered with an error; the response says why. An answer, not an accident: no stack trace. */
public final class PushRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PushRefused.class);

    private final String reason;
    private final String field;

    private PushRefused(String reason, String field) {
        super(reason, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public static PushRefused because(String reason) {
        return new PushRefused(reason, "");
    }

    /** The payload lacks a field or has it with a wrong type. */
    public static PushRefused invalid(String field) {
        return new PushRefused("invalid_payload", field);
    }

    /** The error response for whatever made a push fail. */
    public static JsonObject response(Throwable failure) {
        if (failure instanceof PushRefused refused) {
            JsonObject response = new JsonObject().put("reason", refused.reason);
            return refused.field.isEmpty() ? response : response.put("field", refused.field);
        }
        if (failure instanceof RefusedException refused) {
            JsonObject response =
                    new JsonObject().put("reason", refused.refusal().name().toLowerCase(Locale.ROOT));
            return refused.retryAfter()
                    .map(seconds -> response.put("retry_after", seconds))
                    .orElse(response);
        }
        if (failure instanceof MessageRefusedException refused) {
            return response(invalid(refused.field()));
        }
        LOG.error("A push failed", failure);
        return new JsonObject().put("reason", "internal_error");
    }
}
