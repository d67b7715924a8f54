package dev.parley.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.cli.Cli;
import dev.parley.cli.ServerLauncher;
import dev.parley.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of the real command line in a directory with {@code data} and {@code uploads}, and what it printed. */
public record CommandRun(int code, String out, String err) {
    public static CommandRun in(Path directory, String... command) {
        return in(directory, Map.of(), command);
    }

    public static CommandRun in(Path directory, Map<String, String> environment, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(
                "--data-dir", directory.resolve("data").toString(),
                "--uploads-dir", directory.resolve("uploads").toString()));
        arguments.addAll(List.of(command));
        int code = new Cli(
                        new ServerLauncher(),
                        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false),
                        environment)
                .run(arguments.toArray(String[]::new));
        return new CommandRun(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
