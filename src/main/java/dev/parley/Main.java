package dev.parley;

import dev.parley.cli.Cli;
import dev.parley.cli.ServerLauncher;
import dev.parley.cli.Terminal;

/** The program: hands the server to the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code = new Cli(new ServerLauncher(), Terminal.system(), System.getenv()).run(args);
        // Not by returning: threads of a server that failed to start must not keep the process.
        System.exit(code);
    }
}
