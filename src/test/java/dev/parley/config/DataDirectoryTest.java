package dev.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.testing.ShortLivedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void isMadeForTheOwnerAlone() throws IOException {
        assumePosix();
        Path path = temp.resolve("a/data");

        try (DataDirectory directory = DataDirectory.open(path)) {
            assertThat(directory.path()).isEqualTo(path.toRealPath());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aSecondAttemptInOneProcessIsRefusedAndTheLockIsKept() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            directory.announce("http://127.0.0.1:1");

            DataDirectoryInUseException refusal =
                    catchThrowableOfType(DataDirectoryInUseException.class, () -> DataDirectory.open(temp));

            assertThat(refusal.pid()).contains(ProcessHandle.current().pid());
            assertThat(refusal.url()).contains("http://127.0.0.1:1");
            assertThat(holdInAnotherProcess().line()).startsWith("refused");
        }
        DataDirectory.open(temp).close();
    }

    @Test
    void aSecondProcessIsRefusedWithThePidOfTheFirst() throws Exception {
        Holder first = holdInAnotherProcess();
        assertThat(first.line()).isEqualTo("held");

        assertThatThrownBy(() -> DataDirectory.open(temp))
                .isInstanceOf(DataDirectoryInUseException.class)
                .hasMessage("the data directory " + temp + " is in use by process "
                        + first.process().pid() + " (http://holder)");

        first.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Test
    void whatAKilledProcessLeavesIsNoHindrance() throws Exception {
        Holder first = holdInAnotherProcess();
        assertThat(first.line()).isEqualTo("held");
        assertThat(first.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(temp.resolve("parley.json")).exists();

        try (DataDirectory second = DataDirectory.open(temp)) {
            assertThat(Files.readString(second.path().resolve("parley.json")))
                    .contains("\"pid\":" + ProcessHandle.current().pid())
                    .doesNotContain("http://holder");
        }
        assertThat(temp.resolve("parley.json")).doesNotExist();
    }

    private record Holder(Process process, String line) {}

    private Holder holdInAnotherProcess() throws IOException {
        Process process = new ProcessBuilder(ShortLivedJvm.command(LockHolder.class, temp.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader reader = process.inputReader();
        return new Holder(process, reader.readLine());
    }

    /** The other process: holds the directory until it is killed. */
    static final class LockHolder {
        public static void main(String[] args) throws Exception {
            try (DataDirectory directory = DataDirectory.open(Path.of(args[0]))) {
                directory.announce("http://holder");
                System.out.println("held");
                Thread.sleep(60_000);
            } catch (DataDirectoryInUseException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private static void assumePosix() {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX file system");
    }
}
