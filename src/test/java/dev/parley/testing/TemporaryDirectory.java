package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for as long as it is open, where {@code @TempDir} does not reach. */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    /** Makes an empty one, whose name begins so. */
    public static TemporaryDirectory make(String name) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes it with all that is in it; it may have gone already. */
    @Override
    public void close() {
        remove(path);
    }

    static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
