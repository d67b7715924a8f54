package dev.parley.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The store as a whole. */
@Command(name = "store", description = "Move the store of a stopped server.", subcommandsRepeatable = false)
final class StoreCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandException("store what? One of: copy");
    }

    /** Copies the configured SQLite store to PostgreSQL. */
    @Command(
            name = "copy",
            description = "Copy everything from the SQLite store of a stopped server to an empty PostgreSQL store.")
    static final class Copy implements Callable<Integer> {
        private final Launcher launcher;
        private final Terminal terminal;
        private final ConfigFlags flags;

        @Option(
                names = "--to",
                paramLabel = "URL",
                description = "postgresql://user:password@host:port/database. Without it the one that PARLEY_STORE or"
                        + " the configuration file names, which nobody sees in the list of processes.")
        private @Nullable String to;

        Copy(Launcher launcher, Terminal terminal, ConfigFlags flags) {
            this.launcher = launcher;
            this.terminal = terminal;
            this.flags = flags;
        }

        @Override
        public Integer call() throws Exception {
            terminal.out().println(launcher.copyStore(flags.load(), to));
            return 0;
        }
    }
}
