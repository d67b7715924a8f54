package dev.parley.clients;

import dev.parley.testing.ShortLivedJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program that {@link ServerProcess} runs: the jar that users get, where it was built, with an archive of its loaded
 * classes, which makes a start three times as cheap. Where there is no jar, as in an IDE, it is what this JVM has on its
 * class path, without the tests' own classes.
 */
final class ServerProgram {
    private static final String JAR = System.getProperty("parley.jar");

    private ServerProgram() {}

    /** Made by a server that starts and ends; it costs as much as three starts save. */
    private static final class Archive {
        static final Path FILE = make();

        private static Path make() {
            Path file = Path.of(JAR).resolveSibling("parley-tests.jsa");
            List<String> flags = List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
            try {
                Files.deleteIfExists(file);
                try (ServerProcess first = new ServerProcess(command(flags, List.of()), Map.of())) {
                    first.stop(false);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (Exception interrupted) {
                throw new AssertionError(interrupted);
            }
            return file;
        }
    }

    /** The command that serves, with these jars behind the program's own on the class path. */
    static List<String> command(List<Path> jars) {
        return command(JAR == null ? List.of() : List.of("-XX:SharedArchiveFile=" + Archive.FILE), jars);
    }

    private static List<String> command(List<String> flags, List<Path> jars) {
        String more = jars.stream().map(jar -> File.pathSeparator + jar).collect(Collectors.joining());
        return ShortLivedJvm.command(flags, classPath() + more, "dev.parley.Main", "serve");
    }

    /** What a third party's code is compiled against. */
    static String classPath() {
        if (JAR != null) {
            return JAR;
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
