package dev.parley.cli;

import dev.parley.config.Config;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says what would keep the server from starting. */
@Command(
        name = "check",
        description = "Check the configuration and every bot file; exit code 1 when something is wrong.")
final class CheckCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Terminal terminal;
    private final ConfigFlags flags;

    CheckCommand(Launcher launcher, Terminal terminal, ConfigFlags flags) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        Config config = flags.load();
        List<String> problems = launcher.checkBots(config);
        problems.forEach(terminal.err()::println);
        if (problems.isEmpty()) {
            terminal.out().println("the configuration and the bots in " + config.botsDir() + " are fine");
        }
        return problems.isEmpty() ? 0 : 1;
    }
}
