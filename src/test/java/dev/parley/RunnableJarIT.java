package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users get. */
class RunnableJarIT {
    private static final Path JAR = Path.of(System.getProperty("parley.jar", "target/parley.jar"));

    @TempDir
    Path directory;

    @Test
    void itsManifestNamesWhatTheRuntimeNeeds() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.parley.Main");
            assertThat(attributes.getValue("Multi-Release")).isEqualTo("true");
            assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(attributes.getValue("Implementation-Version")).isEqualTo(Version.text());
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.stream()).noneMatch(entry -> entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
        }
    }

    @Test
    void servesWithoutAnyWarningAndAnswersTheHealthCommand() throws Exception {
        Process server = start("--http-port", "0");
        try {
            BufferedReader out = server.inputReader();
            assertThat(Stream.generate(() -> line(out))
                            .filter(line -> line.contains("listens on"))
                            .findFirst())
                    .isPresent();

            Process health = start("health");
            assertThat(health.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(health.inputReader().readLine()).isEqualTo("ready");
            assertThat(health.exitValue()).isZero();
        } finally {
            server.destroy();
            assertThat(server.waitFor(15, TimeUnit.SECONDS)).isTrue();
        }
        // Native access and sun.misc.Unsafe are what newer runtimes warn of.
        assertThat(Files.readAllLines(directory.resolve("errors.txt"))).noneMatch(line -> line.startsWith("WARNING"));
    }

    private static String line(BufferedReader reader) {
        try {
            String line = reader.readLine();
            assertThat(line).as("the server ended").isNotNull();
            return line;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.txt").toFile()))
                .start();
    }
}
