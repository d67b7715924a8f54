package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.config.ConfigKeys;
import dev.parley.config.Version;
import dev.parley.gateway.Gateways;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands. {@link #run} parses the arguments and does what they say. */
public final class Cli {
    private final Launcher launcher;
    private final Terminal terminal;
    private final Map<String, String> environment;

    public Cli(Launcher launcher, Terminal terminal, Map<String, String> environment) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.environment = environment;
    }

    /**
     * Runs one command to its end; {@code serve} ends when the process does.
     *
     * @return the exit code: 0 done, 1 could not, 2 wrong usage
     */
    public int run(String... arguments) {
        try {
            return run(new Gateways().configKeys(), arguments);
        } catch (IllegalStateException unusable) {
            terminal.err().println("Parley did not start: " + unusable.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int run(ConfigKeys keys, String... arguments) {
        ConfigFlags flags = new ConfigFlags(keys, environment);
        ServeCommand serve = new ServeCommand(launcher, terminal, flags);
        ServerAccess access = new ServerAccess(launcher, flags);
        CommandLine line = new CommandLine(new Root(serve))
                .addSubcommand(serve)
                .addSubcommand(new CommandLine(new BotCommand())
                        .addSubcommand(new BotCommand.Add(access, terminal))
                        .addSubcommand(new BotCommand.ListAll(access, terminal))
                        .addSubcommand(new BotCommand.Show(access, terminal))
                        .addSubcommand(new BotCommand.Remove(access, terminal)))
                .addSubcommand(new CommandLine(new TokenCommand())
                        .addSubcommand(new TokenCommand.Add(access, terminal))
                        .addSubcommand(new TokenCommand.ListAll(access, terminal))
                        .addSubcommand(new TokenCommand.Remove(access, terminal)))
                .addSubcommand(new BackupCommand(launcher, terminal, flags))
                .addSubcommand(new RestoreCommand(launcher, terminal, flags))
                .addSubcommand(new CommandLine(new StoreCommand())
                        .addSubcommand(new StoreCommand.Copy(launcher, terminal, flags)))
                .addSubcommand(new CheckCommand(launcher, terminal, flags))
                .addSubcommand(new HealthCommand(terminal, flags));
        flags.addTo(line.getCommandSpec());
        return line.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.interactive() ? Ansi.AUTO : Ansi.OFF))
                .setParameterExceptionHandler((problem, arguments2) -> wrongUsage(problem))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    terminal.err().println(Reason.of(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    // What picocli prints itself, help and versions, is ASCII.
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
    }

    private int wrongUsage(CommandLine.ParameterException problem) {
        terminal.err().println("command line: " + problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(
                    unmatched, problem.getCommandLine().getErr());
        }
        terminal.err()
                .println("Try: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** Without a command the server is started. */
    @Command(
            name = "parley",
            description = "A bot relay server. Without a command it serves.",
            mixinStandardHelpOptions = true,
            versionProvider = Root.Versions.class,
            abbreviateSynopsis = true,
            sortOptions = false,
            scope = CommandLine.ScopeType.INHERIT)
    private static final class Root implements Callable<Integer> {
        private final ServeCommand serve;

        Root(ServeCommand serve) {
            this.serve = serve;
        }

        @Override
        public Integer call() throws Exception {
            return serve.call();
        }

        /** Asked only when the version is. */
        static final class Versions implements CommandLine.IVersionProvider {
            @Override
            public String[] getVersion() {
                return new String[] {"parley " + Version.text()};
            }
        }
    }
}
