package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.DataDirectory;
import dev.parley.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    private static final String BOT = "7d1f5b0e-3c1b-4b86-9a50-2d6f4a0c9e11";

    @TempDir
    private Path data;

    private final MemoryTokens tokens = new MemoryTokens();

    @Test
    void withoutServerTheStoreIsOpenedAndClosedAgain() {
        CliRun added = run("token", "add", "desk", "--role", "operator", "--bot", BOT);

        assertThat(added.err()).isEmpty();
        assertThat(added.code()).isZero();
        assertThat(added.out().strip()).isEqualTo("secret-of-desk");
        assertThat(tokens.closed).isTrue();
        String id = tokens.tokens.get(0).getString("id");
        assertThat(run("token", "list").out().strip()).isEqualTo(id + "  operator  desk  (" + BOT + ")");
        assertThat(run("token", "remove", "desk").out().strip()).isEqualTo("removed desk");
        assertThat(tokens.tokens).isEmpty();
    }

    @Test
    void aTokenIsForAllBotsUnlessSomeAreNamed() {
        run("token", "add", "all", "--role", "admin");
        run("token", "add", "two", "--role", "read", "--bot", BOT, "--bot", BOT.replace('7', '8'));

        assertThat(run("token", "list").out().lines().toList())
                .satisfiesExactly(
                        all -> assertThat(all).endsWith("  admin     all"),
                        two -> assertThat(two)
                                .endsWith("  read      two  (" + BOT + ", " + BOT.replace('7', '8') + ")"));
    }

    @Test
    void whatIsRemovedIsNamedByItsNameOrItsId() {
        run("token", "add", "desk", "--role", "read");
        String id = tokens.tokens.get(0).getString("id");

        assertThat(run("token", "remove", "other").err().strip()).isEqualTo("there is no token other");
        assertThat(run("token", "remove", id).code()).isZero();
        CliRun again = run("token", "remove", id);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err().strip()).isEqualTo("there is no token " + id);
    }

    @Test
    void aNameThatIsTakenOrNoneIsRefused() {
        run("token", "add", "desk", "--role", "read");

        assertThat(run("token", "add", "desk", "--role", "read").err()).contains("desk");
        assertThat(run("token", "add", " ", "--role", "read").err().strip())
                .isEqualTo("a name has 1 to 100 characters");
        assertThat(run("token", "add", "n".repeat(101), "--role", "read").code())
                .isEqualTo(1);
        assertThat(run("token", "add", "n".repeat(100), "--role", "read").code())
                .isZero();
        assertThat(tokens.tokens).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token add desk",
                "token add --role read",
                "token add desk --role owner",
                "token add desk --role read --bot x",
                "token remove"
            })
    void wrongUsageIsSaidSo(String command) {
        CliRun refused = run(command.split(" "));

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).startsWith("command line: ");
        assertThat(tokens.tokens).isEmpty();
    }

    @Test
    void tokenAloneSaysWhatIsMissing() {
        CliRun run = run("token");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("add", "list", "remove");
    }

    @Test
    void aRunningServerIsAskedInstead() {
        TestServer server = TestServer.start();
        try {
            data = server.directory().resolve("data");

            CliRun added = run("token", "add", "desk", "--role", "read", "--bot", BOT);
            assertThat(added.err()).isEmpty();
            assertThat(added.out().strip()).matches("parley_[A-Za-z0-9_-]{43}");
            assertThat(tokens.tokens).isEmpty();
            assertThat(run("token", "list").out()).contains("read      desk  (" + BOT + ")");
            assertThat(run("token", "add", "desk", "--role", "read").err().strip())
                    .isEqualTo("the server refused (409): there is a token named desk already");
            assertThat(run("token", "remove", "desk").out().strip()).isEqualTo("removed desk");
            assertThat(run("token", "remove", "desk").err().strip()).isEqualTo("there is no token desk");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatDoesNotListenYetIsSaidSo() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data)) {
            assertThat(directory).isNotNull();
            assertThat(run("token", "list").err()).contains("does not listen yet");
        }
    }

    private CliRun run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data.toString()))
                .toArray(String[]::new);
        return CliRun.of(
                new FakeLauncher(new MemoryBots(), tokens, List.of()),
                Map.of("PARLEY_ADMIN_TOKEN", TestServer.ADMIN_TOKEN),
                all);
    }
}
