package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.DataDirectory;
import dev.parley.config.Version;
import dev.parley.gateway.Gateways;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir
    Path data;

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(run("--version").out().strip()).isEqualTo("parley " + Version.text());
    }

    @Test
    void helpNamesEveryKeyAndEveryCommand() {
        CliRun help = run("--help");

        assertThat(help.code()).isZero();
        assertThat(new Gateways().configKeys().all())
                .allSatisfy(key -> assertThat(help.out()).contains(key.flag()));
        assertThat(help.out()).contains("serve", "bot", "check", "health");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "health"})
    void anUnknownFlagIsRefusedWithTheNearest(String command) {
        CliRun refused = run(command, "--http-prot=1");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("command line: Unknown option: '--http-prot=1'")
                .contains("--http-port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check", "bot list", "health", ""})
    void aWrongConfigurationIsRefusedByEveryCommand(String command) {
        CliRun refused = run((command + " --http-port=x").strip().split(" "));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().strip())
                .isEqualTo("command line: --http-port: \"x\" must be a whole number from 0 to 65535");
    }

    @Test
    void flagsMayStandBeforeTheCommand() {
        assertThat(run("--http-port=x", "check").err()).contains("--http-port");
        assertThat(run("--demo", "check").code()).isZero();
        assertThat(run("check", "--demo=false").code()).isZero();
        assertThat(run("check", "--demo=perhaps").err()).contains("--demo: \"perhaps\" must be one of");
    }

    @Test
    void checkSaysThatAllIsFine() {
        CliRun run = run("check");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("are fine");
    }

    @Test
    void checkNamesEveryProblemAndFails() {
        CliRun run = CliRun.of(
                new FakeLauncher(new MemoryBots(), List.of("a.json: no engine", "b.json: is not JSON")),
                Map.of(),
                "check");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("a.json: no engine", "b.json: is not JSON");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFailedStartIsAReasonAndNoStackTrace() {
        CliRun run = run("serve");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("Parley did not start: the store is made of paper");
    }

    @Test
    void botAloneSaysWhatIsMissing() {
        CliRun run = run("bot");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("add, list, show, remove");
    }

    @Test
    void healthIsTheServersReadiness() throws Exception {
        assertThat(run("health", "--data-dir", data.toString()).err()).contains("no server has announced itself");
        try (AidaApi api = new AidaApi(new MemoryBots(), "t", new HttpServerOptions());
                DataDirectory directory = DataDirectory.open(data)) {
            directory.announce(api.url);
            assertThat(run("health", "--data-dir", data.toString()).code()).isZero();

            api.health = 503;
            CliRun notReady = run("health", "--data-dir", data.toString());
            assertThat(notReady.code()).isEqualTo(1);
            assertThat(notReady.out().strip()).isEqualTo("not ready (503)");
        }
    }

    private static CliRun run(String... arguments) {
        return CliRun.of(new FakeLauncher(new MemoryBots(), List.of()), Map.of(), arguments);
    }
}
