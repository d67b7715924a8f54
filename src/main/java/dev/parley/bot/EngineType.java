package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** A kind of engine, as far as manifests know it. Callable from any thread. */
public interface EngineType {
    /** The word in the manifest's {@code engine.type}. */
    String type();

    /**
     * Whether a manifest that names no engine means this one, by what else stands in it. The manifest is completed with
     * this engine then.
     */
    default boolean isMeantBy(JsonObject manifest) {
        return false;
    }

    /** Whether this engine runs AIDA's own manifests, which name no engine. One of all engines does. */
    default boolean runsAida() {
        return false;
    }

    /** The keys of AIDA's manifest that this engine cannot do without. */
    default List<String> required() {
        return List.of();
    }

    /**
     * Puts in what may be left out of a manifest's {@code engine} and is made once a bot, such as a token.
     *
     * @param engine as written, perhaps with mistakes; to be changed
     * @param before the bot's engine so far, {@code {}} if it is of another type
     * @param newToken makes a random token for URLs
     */
    default void complete(JsonObject engine, JsonObject before, Supplier<String> newToken) {}
}
