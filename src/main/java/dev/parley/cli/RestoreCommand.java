package dev.parley.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a backup where nothing is yet. */
@Command(
        name = "restore",
        description = "Restore a backup into an empty data directory and an uploads directory without images.")
final class RestoreCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Terminal terminal;
    private final ConfigFlags flags;

    @Parameters(paramLabel = "FILE", description = "What 'backup' wrote.")
    private @Nullable Path file;

    RestoreCommand(Launcher launcher, Terminal terminal, ConfigFlags flags) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.flags = flags;
    }

    @Override
    public Integer call() throws Exception {
        // Picocli refuses the command without a file.
        terminal.out().println(launcher.restore(flags.load(), Objects.requireNonNull(file)));
        return 0;
    }
}
