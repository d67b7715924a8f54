package dev.parley.engine.webhook;

import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.bot.Span;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a manifest says of a webhook.
 *
 * @param signature empty when calls are not signed
 * @param events which kinds of events are sent
 * @param concurrency calls at once
 * @param typing whether typing is shown while the bot is asked
 */
record Settings(
        String url,
        Optional<Signature> signature,
        Duration timeout,
        Set<String> events,
        int concurrency,
        boolean typing) {
    static final String MESSAGE = "message";
    static final String DATA = "data";
    static final String OPENED = "opened";
    static final String CLOSED = "closed";
    static final String TYPING = "typing";

    private static final int CONCURRENCY = 32;
    private static final Schema SECRET = (path, value, problems) -> {
        if (!(value instanceof String text)) {
            problems.accept(Problem.wrongType(path, value, "string"));
        } else if (!Signature.isSecret(text)) {
            problems.accept(Problem.at(path, "must be whsec_ and then 24 to 64 bytes in base64"));
        }
    };
    private static final Schema SHAPE = ObjectSchema.object()
            .required("type", Schema.word("webhook"))
            .required("url", Schema.text())
            .optional("secret", SECRET)
            .optional("secrets", Schema.list(1, SECRET))
            .optional("timeout", new Span(Duration.ofSeconds(1), Duration.ofSeconds(120)))
            .optional("events", Schema.list(1, Schema.word(MESSAGE, DATA, OPENED, CLOSED, TYPING)))
            .optional("concurrency", Schema.integer(1, 256))
            .optional("typing", Schema.bool());

    static List<Problem> problems(JsonObject manifest) {
        List<Problem> problems = new ArrayList<>(SHAPE.problems("#/engine", manifest.getValue("engine")));
        if (manifest.getValue("engine") instanceof JsonObject engine
                && engine.containsKey("secret")
                && engine.containsKey("secrets")) {
            problems.add(Problem.at("#/engine", "has both secret and secrets: list them all in secrets"));
        }
        return problems;
    }

    /** Reads settings that have no {@linkplain #problems}. */
    static Settings of(JsonObject engine) {
        JsonArray secrets = engine.containsKey("secret")
                ? new JsonArray().add(engine.getString("secret"))
                : engine.getJsonArray("secrets", new JsonArray());
        return new Settings(
                engine.getString("url"),
                secrets.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Signature.with(
                                secrets.stream().map(String.class::cast).toList())),
                Span.of(engine, "timeout", Duration.ofSeconds(20)),
                engine.getJsonArray("events", new JsonArray().add(MESSAGE)).stream()
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet()),
                engine.getInteger("concurrency", CONCURRENCY),
                engine.getBoolean("typing", true));
    }
}
