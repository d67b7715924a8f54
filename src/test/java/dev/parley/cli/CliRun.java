package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** One run of the command line and what it printed. */
record CliRun(int code, String out, String err) {
    static CliRun of(Launcher launcher, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        int code = new Cli(launcher, terminal, environment).run(arguments);
        return new CliRun(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
