package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What became of a manifest that was read. */
public sealed interface Reading {
    /**
     * It can be used.
     *
     * @param document what is to be stored: complete, secrets unresolved
     */
    record Valid(JsonObject document, Manifest manifest) implements Reading {}

    /** It cannot; at least one reason. */
    record Invalid(List<Problem> problems) implements Reading {}
}
