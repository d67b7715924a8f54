package dev.parley.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A program that a suite needs beside the JDK. When it is missing the suite is reported as not run, with the line that
 * installs it; under {@code PARLEY_REQUIRE_ALL=1} that is a failure.
 *
 * <pre>{@code Path node = Requirement.NODE.orSkip();}</pre>
 */
public enum Requirement {
    NODE("Node.js", "apt-get install -y nodejs npm", "node"),
    NPM("npm", "apt-get install -y nodejs npm", "npm"),
    CHROMIUM("Chromium", "apt-get install -y chromium", "chromium", "chromium-browser", "google-chrome"),
    PYTHON("Python 3", "apt-get install -y python3", "python3"),
    BASH("bash", "apt-get install -y bash", "bash"),
    CURL("curl", "apt-get install -y curl", "curl"),
    PHP("PHP", "apt-get install -y php-cli", "php");

    private final String name;
    private final String install;
    private final List<String> commands;

    Requirement(String name, String install, String... commands) {
        this.name = name;
        this.install = install;
        this.commands = List.of(commands);
    }

    /** The program's path; aborts the test, or fails it, when there is none. */
    public Path orSkip() {
        return orSkip(System::getenv);
    }

    Path orSkip(Function<String, @Nullable String> environment) {
        Optional<Path> found =
                find(Optional.ofNullable(environment.apply("PATH")).orElse(""));
        if (found.isPresent()) {
            return found.get();
        }
        String message = name + " is missing; install it: " + install;
        if ("1".equals(environment.apply("PARLEY_REQUIRE_ALL"))) {
            throw new AssertionError(message + " (PARLEY_REQUIRE_ALL=1)");
        }
        throw new TestAbortedException("not run: " + message);
    }

    private Optional<Path> find(String path) {
        return commands.stream()
                .flatMap(command -> Stream.of(command, command + ".exe", command + ".cmd"))
                .flatMap(file -> Arrays.stream(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isBlank())
                        .map(directory -> Path.of(directory, file)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
