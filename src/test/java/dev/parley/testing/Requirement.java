package dev.parley.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A tool a suite needs and a machine may lack. */
public final class Requirement {
    private Requirement() {}

    /**
     * Goes on when the tool is on the path. Otherwise the suite is reported as not run, with the line that installs the
     * tool; under {@code PARLEY_REQUIRE_ALL=1} it fails.
     */
    public static void need(String tool, String installLine) {
        if (find(tool).isPresent()) {
            return;
        }
        String message = tool + " is missing; install it with: " + installLine;
        if ("1".equals(System.getenv("PARLEY_REQUIRE_ALL"))) {
            fail(message);
        }
        Assumptions.abort(message);
    }

    /** Where a tool is. */
    public static Optional<Path> find(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder ->
                        Arrays.stream(new String[] {"", ".cmd", ".exe"}).map(ending -> Path.of(folder, tool + ending)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
