package dev.parley.engine.openai;

import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.bot.Span;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest says of a language model.
 *
 * @param url where completions are asked for
 * @param apiKey sent as a bearer token
 * @param system what the model is told before the conversation
 * @param request what else stands in every request
 * @param history how many of a session's newest events are read
 * @param images whether the model is shown the person's pictures
 * @param firstToken how long the first piece of an answer may take; the whole answer when it is not streamed
 * @param idle how long each further piece may take
 */
record Settings(
        String url,
        Optional<String> apiKey,
        Optional<String> system,
        JsonObject request,
        int history,
        boolean images,
        boolean stream,
        Duration firstToken,
        Duration idle,
        int concurrency,
        boolean typing) {
    private static final String DEFAULT_URL = "https://api.openai.com/v1";
    private static final String PATH = "/chat/completions";
    private static final int MAX_TOKENS = 1_000;
    private static final int HISTORY = 20;
    private static final int CONCURRENCY = 16;
    private static final List<String> OWN = List.of("model", "messages", "stream", "n");
    private static final Schema SHAPE = ObjectSchema.object()
            .required("type", Schema.word("openai"))
            .required("model", Schema.text())
            .optional("url", Schema.text())
            .optional("api_key", Schema.text())
            .optional("system", Schema.text())
            .optional("max_tokens", Schema.integer(1, 1_000_000))
            .optional("parameters", ObjectSchema.object().open())
            .optional("history", Schema.integer(1, 200))
            .optional("images", Schema.bool())
            .optional("stream", Schema.bool())
            .optional("first_token_timeout", new Span(Duration.ofSeconds(1), Duration.ofMinutes(10)))
            .optional("idle_timeout", new Span(Duration.ofSeconds(1), Duration.ofMinutes(10)))
            .optional("concurrency", Schema.integer(1, 256))
            .optional("typing", Schema.bool());

    static List<Problem> problems(JsonObject manifest) {
        List<Problem> problems = new ArrayList<>(SHAPE.problems("#/engine", manifest.getValue("engine")));
        if (manifest.getValue("engine") instanceof JsonObject engine
                && engine.getValue("parameters") instanceof JsonObject parameters) {
            OWN.stream()
                    .filter(parameters::containsKey)
                    .forEach(key -> problems.add(
                            Problem.at("#/engine/parameters/" + key, "is not a parameter: the engine sets it")));
        }
        return problems;
    }

    static String url(JsonObject engine) {
        String base = engine.getString("url", DEFAULT_URL).replaceFirst("/+$", "");
        return base.endsWith(PATH) ? base : base + PATH;
    }

    /** Reads settings that have no {@linkplain #problems}. */
    static Settings of(JsonObject engine) {
        JsonObject request = new JsonObject().put("model", engine.getString("model"));
        JsonObject parameters = engine.getJsonObject("parameters", new JsonObject());
        // Some models know the limit only under its newer name.
        if (!parameters.containsKey("max_completion_tokens")) {
            request.put("max_tokens", engine.getInteger("max_tokens", MAX_TOKENS));
        }
        return new Settings(
                url(engine),
                Optional.ofNullable(engine.getString("api_key")),
                Optional.ofNullable(engine.getString("system")),
                request.mergeIn(parameters),
                engine.getInteger("history", HISTORY),
                engine.getBoolean("images", false),
                engine.getBoolean("stream", true),
                Span.of(engine, "first_token_timeout", Duration.ofSeconds(60)),
                Span.of(engine, "idle_timeout", Duration.ofSeconds(30)),
                engine.getInteger("concurrency", CONCURRENCY),
                engine.getBoolean("typing", true));
    }
}
