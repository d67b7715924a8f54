package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Requirement;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs a test file of {@code test-clients} in Node against a server process. */
final class NodeSuite {
    private static final Path CLIENTS = Path.of("test-clients").toAbsolutePath();
    private static final Path MODULES = CLIENTS.resolve("node_modules");
    private static final Path REPORTS = Path.of("target", "test-clients").toAbsolutePath();

    private NodeSuite() {}

    /** Goes on only where Node is installed. */
    static void need() {
        Requirement.NODE.orSkip();
        Requirement.NPM.orSkip();
    }

    /** Runs a file; fails with its whole output unless all its tests pass. */
    static void run(String file, ServerProcess server, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("CONTROL_URL", server.controlUrl());
        run(file, server.url(), server.makeBot(), all, server::logged);
    }

    /** The same against a server inside this JVM, with what the tests' classes add to it. */
    static void run(String file, TestServer server, Map<String, String> environment) throws Exception {
        run(file, server.url(), server.makeBot(ServerProcess.BOT), environment, () -> "(above)");
    }

    /** The same against whatever the environment names. */
    static void run(String file, Map<String, String> environment) throws Exception {
        run(file, environment, () -> "(above)");
    }

    private static void run(
            String file, String url, String bot, Map<String, String> environment, Supplier<String> logged)
            throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PARLEY_URL", url);
        all.put("BOT_ID", bot);
        all.put("BOT_TOKEN", ServerProcess.BOT_TOKEN);
        all.put("ADMIN_TOKEN", ServerProcess.ADMIN_TOKEN);
        run(file, all, logged);
    }

    private static void run(String file, Map<String, String> environment, Supplier<String> logged) throws Exception {
        install();
        Path report = REPORTS.resolve(file + ".log");
        int code = execute(List.of("node", "--test", "--test-reporter=spec", file), environment, report);
        assertThat(code)
                .withFailMessage(() -> text(report) + "\nThe server's log:\n" + logged.get())
                .isZero();
        assertThat(text(report)).contains("fail 0").doesNotContain("pass 0");
    }

    // What is installed is written down inside node_modules, so that a changed lock file is noticed. Suites run side by
    // side; only one installs.
    static synchronized void install() throws Exception {
        Files.createDirectories(REPORTS);
        Path lock = CLIENTS.resolve("package-lock.json");
        Path installed = MODULES.resolve(".installed-lock.json");
        if (Files.exists(installed) && Arrays.equals(Files.readAllBytes(lock), Files.readAllBytes(installed))) {
            return;
        }
        String npm = Requirement.NPM.orSkip().toString();
        Path report = REPORTS.resolve("npm-ci.log");
        int code = execute(
                List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"),
                Map.of(),
                report);
        assertThat(code)
                .withFailMessage(() -> "npm ci failed:\n" + text(report))
                .isZero();
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int execute(List<String> command, Map<String, String> environment, Path report) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(CLIENTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new AssertionError(command + " ran for more than 5 minutes:\n" + text(report));
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
