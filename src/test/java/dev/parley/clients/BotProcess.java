package dev.parley.clients;

import dev.parley.testing.Requirement;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One of the example bots of {@code test-clients/bots}, running as a process of its own. */
final class BotProcess implements AutoCloseable {
    static final String ENGINE_TOKEN = "test-engine-token";

    private static final Path BOTS = Path.of("test-clients", "bots").toAbsolutePath();

    private final Path log;
    private final Process process;

    /** The example bots, by the language they are written in. */
    enum Kind {
        NODE {
            @Override
            List<String> command() throws Exception {
                NodeSuite.need();
                NodeSuite.install();
                return List.of(Requirement.NODE.orSkip().toString(), "node-bot.mjs");
            }
        },
        PYTHON {
            @Override
            List<String> command() {
                return List.of(Requirement.PYTHON.orSkip().toString(), "python_bot.py");
            }
        };

        abstract List<String> command() throws Exception;

        /** What its answers begin with. */
        String signature() {
            return name().toLowerCase(Locale.ROOT) + ": ";
        }
    }

    /**
     * Starts a bot; it is joined when this returns.
     *
     * @param thinkSeconds how long it takes for an answer
     */
    BotProcess(Kind kind, String url, String bot, int thinkSeconds) throws Exception {
        log = Files.createTempFile("parley-bot", ".log");
        ProcessBuilder builder = new ProcessBuilder(kind.command())
                .directory(BOTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PARLEY_URL", url);
        builder.environment().put("BOT_ID", bot);
        builder.environment().put("ENGINE_TOKEN", ENGINE_TOKEN);
        builder.environment().put("THINK_SECONDS", String.valueOf(thinkSeconds));
        process = builder.start();
        hears("joined");
    }

    /** Waits until the bot has printed this line. */
    void hears(String line) {
        try {
            Waiting.until(line, () -> printed().lines().anyMatch(line::equals));
        } catch (AssertionError never) {
            throw new AssertionError("the bot never said \"" + line + "\" but:\n" + printed(), never);
        }
    }

    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Kills the bot, with no chance to say anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
        Files.deleteIfExists(log);
    }
}
