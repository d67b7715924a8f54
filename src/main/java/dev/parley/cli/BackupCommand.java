package dev.parley.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes everything that is stored into one file. */
@Command(
        name = "backup",
        description = "Write the SQLite store and all images into one zip file; the server may run meanwhile.")
final class BackupCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Terminal terminal;
    private final ConfigFlags flags;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Replace the file when it exists.")
    private boolean force;

    BackupCommand(Launcher launcher, Terminal terminal, ConfigFlags flags) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.flags = flags;
    }

    @Override
    public Integer call() throws Exception {
        // Picocli refuses the command without a file.
        terminal.out().println(launcher.backup(flags.load(), Objects.requireNonNull(file), force));
        return 0;
    }
}
