package dev.parley.cli;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who answers for a bot that is made by command: one of these, or whatever a file says. */
final class NewEngine {
    private static final int TOKEN_BYTES = 24;
    private static final int SECRET_BYTES = 32;

    @Option(names = "--echo", description = "A bot that answers with what it hears (the default).")
    // Says what happens without a file anyway; here so that both together are refused.
    @SuppressWarnings("UnusedVariable")
    private boolean echo;

    @Option(names = "--socket", description = "A bot whose side is a process that connects to the server.")
    private boolean socket;

    @Option(names = "--webhook", paramLabel = "URL", description = "A bot whose side is a web service.")
    private @Nullable String webhook;

    @Option(names = "--rasa", paramLabel = "URL", description = "A bot that is a Rasa assistant.")
    private @Nullable String rasa;

    @Option(
            names = "--openai",
            paramLabel = "URL",
            description = "A bot that is a language model behind an OpenAI-compatible endpoint; needs --model.")
    private @Nullable String openai;

    @Option(names = "--file", paramLabel = "FILE", description = "The manifest, a JSON file.")
    private @Nullable Path file;

    /** The file that has the whole manifest, if there is one. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    boolean isModel() {
        return openai != null;
    }

    /** The manifest's {@code engine}, but for what {@link #complete} adds. */
    JsonObject engine() {
        if (webhook != null) {
            return new JsonObject().put("type", "webhook").put("url", webhook).put("secret", newSecret());
        }
        if (rasa != null) {
            return new JsonObject().put("type", "rasa").put("url", rasa);
        }
        if (openai != null) {
            return new JsonObject().put("type", "openai").put("url", openai);
        }
        return new JsonObject().put("type", socket ? "socket" : "echo");
    }

    /**
     * Makes the token a socket bot lacks. What is secret of an engine and has to be known on the bot's side, as a line
     * to print: whoever reads the bot later sees it masked.
     */
    static Optional<String> complete(JsonObject manifest) {
        if (!(manifest.getValue("engine") instanceof JsonObject engine)) {
            return Optional.empty();
        }
        if ("socket".equals(engine.getValue("type"))) {
            if (!engine.containsKey("token")) {
                engine.put("token", newToken());
            }
            return line("engine token  ", engine.getValue("token"));
        }
        return "webhook".equals(engine.getValue("type"))
                ? line("secret        ", engine.getValue("secret"))
                : Optional.empty();
    }

    private static Optional<String> line(String name, @Nullable Object secret) {
        return secret instanceof String text ? Optional.of(name + text) : Optional.empty();
    }

    /** A new token, for engines and entries. */
    static String newToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
    }

    private static String newSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(random(SECRET_BYTES));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
