package dev.parley.clients;

import dev.parley.testing.Requirement;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of the example bots of {@code test-clients/bots} that are called, running as a process of its own. */
final class CalledBot implements AutoCloseable {
    private static final Path BOTS = Path.of("test-clients", "bots").toAbsolutePath();

    private final Path log;
    private final Process process;
    private final int port;

    /** Starts a bot by its file; it listens when this returns. */
    CalledBot(String file) throws IOException {
        port = freePort();
        log = Files.createTempFile("parley-bot", ".log");
        Requirement language = file.endsWith(".py") ? Requirement.PYTHON : Requirement.NODE;
        ProcessBuilder builder = new ProcessBuilder(List.of(language.orSkip().toString(), file))
                .directory(BOTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PORT", String.valueOf(port));
        process = builder.start();
        Waiting.until("the bot listens", () -> printed().contains("listening"));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private String printed() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(log);
    }
}
