package dev.parley.crash;

import dev.parley.testing.ShortLivedJvm;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link SocketBackend} in a process of its own, which is ended by killing it and can be started again. */
final class BackendProcess implements AutoCloseable {
    private final String url;
    private final String bot;
    private final long seed;
    private final SaidAnswers answers;
    private final Violations violations;
    private int starts;
    private Process process;
    private Thread reader;

    BackendProcess(String url, String bot, long seed, SaidAnswers answers, Violations violations) throws IOException {
        this.url = url;
        this.bot = bot;
        this.seed = seed;
        this.answers = answers;
        this.violations = violations;
        start();
    }

    /** Starts it; it connects when it is ready. */
    void start() throws IOException {
        List<String> command = ShortLivedJvm.command(
                List.of("-Xmx64m"), SocketBackend.class, url, bot, Long.toString(seed + ++starts));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        reader = new Thread(() -> output.lines().forEach(this::note), "backend-output");
        reader.start();
    }

    private void note(String line) {
        JsonObject report = new JsonObject(line);
        if (report.containsKey("violation")) {
            violations.add("%s", report.getString("violation"));
        } else {
            SaidAnswers.Said said =
                    new SaidAnswers.Said(report.getString("session"), report.getString("id"), report.getLong("seq"));
            answers.acknowledge(report.getString("client_id"), said);
        }
    }

    /** Kills it. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }
}
