package dev.parley.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
    @TempDir
    Path data;

    @Test
    void isMadeOnceAndKept() throws IOException {
        AdminToken first = AdminToken.obtain(config());
        AdminToken second = AdminToken.obtain(config());

        assertThat(first.secret().value()).matches("[A-Za-z0-9_-]{43}");
        assertThat(second).isEqualTo(first);
        assertThat(first.file()).contains(data.resolve("admin-token"));
        assertThat(data.resolve("admin-token"))
                .content()
                .isEqualToIgnoringNewLines(first.secret().value());
    }

    @Test
    void differsFromServerToServer(@TempDir Path other) throws IOException {
        assertThat(AdminToken.obtain(config()))
                .isNotEqualTo(AdminToken.obtain(Config.builder().dataDir(other).build()));
    }

    @Test
    void itsFileIsReadableByTheOwnerAlone() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX file system");

        AdminToken.obtain(config());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin-token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theConfiguredTokenMakesNoFile() throws IOException {
        AdminToken token = AdminToken.obtain(
                Config.builder().dataDir(data).adminToken("configured").build());

        assertThat(token.secret().value()).isEqualTo("configured");
        assertThat(token.file()).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void anEmptyFileIsReplaced() throws IOException {
        Files.writeString(data.resolve("admin-token"), "\n");

        assertThat(AdminToken.obtain(config()).secret().value()).hasSize(43);
    }

    @Test
    void lookingForItMakesNothing() throws IOException {
        assertThat(AdminToken.find(config())).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void itsTextFormHidesIt() throws IOException {
        AdminToken token = AdminToken.obtain(config());

        assertThat(token.toString()).doesNotContain(token.secret().value());
    }

    private Config config() {
        return Config.builder().dataDir(data).build();
    }
}
