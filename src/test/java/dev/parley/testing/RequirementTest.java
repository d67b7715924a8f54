package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RequirementTest {
    @TempDir
    Path directory;

    @Test
    void aMissingProgramAbortsTheTestWithItsInstallLine() {
        Map<String, String> environment = Map.of("PATH", directory.toString());

        assertThatThrownBy(() -> Requirement.NODE.orSkip(environment::get))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("not run: Node.js is missing; install it: apt-get install -y nodejs npm");
    }

    @Test
    void whereEverythingIsRequiredItFailsTheTest() {
        Map<String, String> environment = Map.of("PATH", directory.toString(), "PARLEY_REQUIRE_ALL", "1");

        assertThatThrownBy(() -> Requirement.NODE.orSkip(environment::get))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install -y nodejs npm");
    }

    @Test
    void aProgramOnThePathIsFound() throws IOException {
        Path node = Files.createFile(directory.resolve("node"));
        assertThat(node.toFile().setExecutable(true)).isTrue();

        assertThat(Requirement.NODE.orSkip(Map.of("PATH", directory.toString())::get))
                .isEqualTo(node);
    }
}
