package dev.parley.bot;

import io.vertx.core.json.JsonObject;

/**
 * Something wrong with a manifest, as AIDA words it in a 422 answer (aida.md section 3.1): schema problems are
 * {@code {"path":"#/...","error":{...}}}, others {@code {"message":"...","path":[...]}}.
 */
public record Problem(JsonObject json) {
    /** A problem said in a sentence about one place ({@code #/skills/0}). */
    public static Problem at(String path, String message) {
        return new Problem(new JsonObject().put("path", path).put("message", message));
    }
}
