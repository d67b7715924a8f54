package dev.parley.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.json.DecodeException;

/** Says what is wrong with text that is not JSON, without repeating the text. */
final class JsonSyntax {
    private JsonSyntax() {}

    static String reason(DecodeException failure) {
        if (!(failure.getCause() instanceof JsonProcessingException cause) || cause.getLocation() == null) {
            return "unexpected content";
        }
        return "line " + cause.getLocation().getLineNr() + ", column "
                + cause.getLocation().getColumnNr() + ": " + cause.getOriginalMessage();
    }
}
