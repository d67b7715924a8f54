package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.LongRunning;
import dev.parley.testing.ShortLivedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
@LongRunning(seconds = 8)
class MainTest {
    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    // On Windows a process cannot be told to end, only killed.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void servesUntilItIsToldToEnd() throws Exception {
        Process process = start("--http-port", "0");
        assertThat(firstLineWith(process, "listens on")).contains("http://127.0.0.1:");

        Process second = start("--http-port", "0");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(second.errorReader().readLine())
                .startsWith("Parley did not start: the data directory data is in use by process " + process.pid());

        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(directory.resolve("data/parley.json")).doesNotExist();
    }

    @Test
    void theTokenIsNotPrintedWhereNobodyLooks() throws Exception {
        Process process = start("--http-port", "0");

        String line = firstLineWith(process, "admin token");

        String token = Files.readString(directory.resolve("data/admin-token")).strip();
        assertThat(token).hasSize(43);
        assertThat(line)
                .doesNotContain(token)
                .contains("data" + directory.getFileSystem().getSeparator() + "admin-token");
    }

    @Test
    void aPortInUseIsAReasonAndTheProcessEnds() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = start("--http-host", "0.0.0.0", "--http-port", String.valueOf(taken.getLocalPort()));

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            // A machine with much to do is told of, too.
            assertThat(process.errorReader().lines())
                    .filteredOn(line -> !line.contains("BlockedThreadChecker"))
                    .singleElement()
                    .asString()
                    .startsWith("Parley did not start: cannot listen on 0.0.0.0:" + taken.getLocalPort() + ": ");
        }
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(ShortLivedJvm.command(Main.class, arguments)).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static String firstLineWith(Process process, String text) throws IOException {
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("ended without \"" + text + "\": "
                + process.errorReader().lines().toList());
    }
}
