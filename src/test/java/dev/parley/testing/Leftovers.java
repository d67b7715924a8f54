package dev.parley.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories of PostgreSQL servers. Those of JVMs that are gone are removed, with the server that may still run. */
final class Leftovers {
    private static final String PREFIX = "parley-pgdata-";
    private static final String OWNER = "owner";

    private Leftovers() {}

    /** A new directory of this JVM, after those that nobody owns any more were removed. */
    static Path claim() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(PREFIX) && !owned(entry)) {
                    end(entry);
                    TemporaryDirectory.remove(entry);
                }
            }
        }
        Path directory = Files.createTempDirectory(PREFIX);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                directory.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
        return directory;
    }

    private static boolean owned(Path directory) {
        Optional<Long> owner = number(directory.resolve(OWNER));
        // One without the file is just being made.
        return owner.isEmpty() || ProcessHandle.of(owner.get()).isPresent();
    }

    /** Ends the server of this data directory and of no other: its process names the directory. */
    private static void end(Path directory) {
        number(directory.resolve("data").resolve("postmaster.pid"))
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .ifPresent(process -> {
                    process.destroyForcibly();
                    Waiting.until("a left-over server has ended", () -> !process.isAlive());
                });
    }

    private static Optional<Long> number(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).strip()));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
