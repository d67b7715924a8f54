package dev.parley.gateway.chatio;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

/** The page a client shows in a hidden frame: it hands its parent what that waits for, and nobody else. */
final class TokenPage {
    private TokenPage() {}

    /**
     * The page as HTML.
     *
     * @param message what is handed over
     * @param target the only origin that may read it
     * @param nonce by which the page's security policy knows the script
     */
    static String html(JsonObject message, String target, String nonce) {
        return "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Sign-in</title>\n<script nonce=\"" + nonce + "\">\n"
                + "parent.postMessage(" + literal(message.encode()) + ", " + literal(Json.encode(target))
                + ");\n</script>\n";
    }

    // Inside a script no text may end it, begin a comment, or end a line in the eyes of an old browser.
    private static String literal(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
