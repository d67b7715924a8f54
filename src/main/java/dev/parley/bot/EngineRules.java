package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the engines say about manifests; manifests are read below the engines, so it is handed to the reader. Any thread. */
public interface EngineRules {
    /**
     * What is wrong with a manifest that names this engine, or names one that nobody has; empty when the engine can run it.
     *
     * @param manifest the whole manifest with secrets resolved; not to be changed
     */
    List<Problem> check(String type, JsonObject manifest);

    /** The engine that a manifest means though it names none; empty for AIDA's own manifests, which mean {@link #ofAida}. */
    Optional<String> meant(JsonObject manifest);

    /** The engine of AIDA's own manifests. */
    String ofAida();

    /** The keys of AIDA's manifest that this engine cannot do without. */
    List<String> required(String type);

    /**
     * Puts in what may be left out of {@code engine} and is made once a bot, such as a token.
     *
     * @param engine as written, perhaps with mistakes; to be changed
     * @param before the bot's engine so far, {@code {}} if it is of another type
     * @param newToken makes a random token for URLs
     */
    void complete(JsonObject engine, JsonObject before, Supplier<String> newToken);
}
