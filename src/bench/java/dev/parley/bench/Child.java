package dev.parley.bench;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process the benchmark started, with its control line. */
final class Child implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;
    private final JsonObject ready;

    private Child(String name, Process process) throws IOException {
        this.name = name;
        this.process = process;
        this.in = process.inputReader(StandardCharsets.UTF_8);
        this.out = process.outputWriter(StandardCharsets.UTF_8);
        this.ready = answer();
    }

    /** Starts a class of this class path and waits for its first line. */
    static Child start(Settings settings, Path log, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.jvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(main.getSimpleName(), process);
    }

    /** What the process said first. */
    JsonObject ready() {
        return ready;
    }

    int port() {
        return ready.getInteger("port");
    }

    /** Asks and waits for the answer. */
    JsonObject ask(String command) throws IOException {
        out.write(command);
        out.newLine();
        out.flush();
        return answer();
    }

    /** CPU the process has used so far, in nanoseconds. */
    long cpu() throws IOException {
        return ask("cpu").getLong("nanos");
    }

    /** Heap and direct memory in use after a forced collection, in bytes. */
    long memory() throws IOException {
        JsonObject memory = ask("memory");
        return memory.getLong("heap") + memory.getLong("direct");
    }

    private JsonObject answer() throws IOException {
        String line = in.readLine();
        // A recording or another flag may make the JVM itself say something.
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException(name + " has ended; its log says why");
        }
        return new JsonObject(line);
    }

    /** Lets the process end; fails when it does not, or not well. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.write("quit");
            out.newLine();
        } catch (IOException e) {
            // One with a single task ends by itself.
        }
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(name + " did not end well; its log says why");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
