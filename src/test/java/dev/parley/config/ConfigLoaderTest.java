package dev.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.gateway.Gateways;
import dev.parley.gateway.phoenix.PhoenixOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {
    @TempDir
    Path directory;

    @Test
    void nothingGivenIsTheDefaults() {
        Config config = load("", Map.of(), Map.of());

        assertThat(config).isEqualTo(Config.defaults());
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(4000);
        assertThat(config.dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.uploadsDir()).isEqualTo(Path.of("uploads"));
        assertThat(config.botsDir()).isEqualTo(Path.of("conf/bots"));
        assertThat(config.store()).isEqualTo(new StoreLocation.Sqlite());
        assertThat(config.adminToken()).isEmpty();
        assertThat(config.apiOpen()).isEqualTo(new ApiOpen.Nobody());
        assertThat(config.get(PhoenixOptions.IDLE_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.get(PhoenixOptions.LONGPOLL_WINDOW)).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.get(PhoenixOptions.MAX_FRAME)).isEqualTo(1 << 20);
        assertThat(config.limits()).isEqualTo(new Config.Limits(100_000, 65_536, 1_000));
        assertThat(config.timers())
                .isEqualTo(new Config.Timers(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    @Test
    void environmentWinsOverTheFileAndFlagsOverBoth() {
        String file = "http: {host: 10.0.0.1, port: 1}\nmax-text: 11\n";

        Config config =
                load(file, Map.of("PARLEY_HTTP_PORT", "2", "PARLEY_MAX_TEXT", "22"), Map.of(ConfigKey.HTTP_PORT, "3"));

        assertThat(config.http().host()).isEqualTo("10.0.0.1");
        assertThat(config.limits().text()).isEqualTo(22);
        assertThat(config.http().port()).isEqualTo(3);
    }

    @Test
    void listsAreYamlListsOrSeparatedByCommas() {
        String file = "trusted-proxies:\n  - 10.0.0.0/8\n  - fd00::/8\n";

        Config config =
                load(file, Map.of("PARLEY_HTTP_ORIGINS", "https://a.example, HTTPS://B.example:8443/"), Map.of());

        assertThat(config.http().trustedProxies())
                .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));
        assertThat(config.http().origins()).containsExactly("https://a.example", "https://b.example:8443");
        assertThat(config.http().trusts("10.1.2.3")).isTrue();
        assertThat(config.http().trusts("11.1.2.3")).isFalse();
    }

    @Test
    void valuesKeepTheTextTheyAreWrittenIn() {
        Config config = load("admin-token: 0123\npublic-url: https://chat.example/base/\n", Map.of(), Map.of());

        assertThat(config.adminToken().map(Secret::value)).contains("0123");
        assertThat(config.http().publicUrl()).contains(URI.create("https://chat.example/base"));
    }

    @Test
    void emptyValuesCountAsNotGiven() {
        Config config = load("http:\n  port:\nadmin-token: \"\"\n", Map.of("PARLEY_STORE", " "), Map.of());

        assertThat(config).isEqualTo(Config.defaults());
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "2m, 120000", "1h, 3600000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(load("sweep-interval: " + text, Map.of(), Map.of()).timers().sweep())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {prot: 1}          | parley.yaml:1: http.prot: unknown key; did you mean http.port?",
                "a: 1                     | parley.yaml:1: a: unknown key",
                "http: 4000               | parley.yaml:1: http: unknown key",
                "http: {port: x}          | parley.yaml:1: http.port: \"x\" must be a whole number from 0 to 65535",
                "http: {port: 65536}      | parley.yaml:1: http.port: \"65536\" must be a whole number from 0 to 65535",
                "http: {host: a b}        | parley.yaml:1: http.host: \"a b\" is not a host name or IP address",
                "http: {origins: [x.y]}   | parley.yaml:1: http.origins: \"x.y\" is not an origin",
                "http: {origins: ['https://x.y/z']} | parley.yaml:1: http.origins: \"https://x.y/z\" is not an origin",
                "trusted-proxies: [a]     | parley.yaml:1: trusted-proxies: \"a\" is not a network such as",
                "trusted-proxies: [{a: b}] | parley.yaml:1: trusted-proxies: must be a list of plain values",
                "store: postgresql://u:geheim@h | store: \"postgresql://u:***@h\" must be written postgresql://user:password@",
                "store: mysql             | parley.yaml:1: store: \"mysql\" must be sqlite or postgresql://",
                "admin-token: a b         | parley.yaml:1: admin-token: must be printable ASCII without spaces",
                "api-open: yes            | parley.yaml:1: api-open: \"yes\" must be false, true or a list of networks",
                "public-url: /chat        | parley.yaml:1: public-url: \"/chat\" must be an absolute URL",
                "public-url: 'https://a/?q' | public-url: \"https://a/?q\" must be an absolute URL",
                "log-format: xml          | parley.yaml:1: log-format: \"xml\" must be one of text, json",
                "demo: maybe              | parley.yaml:1: demo: \"maybe\" must be one of auto, true, false",
                "sweep-interval: 5        | sweep-interval: \"5\" must be a number with its unit",
                "sweep-interval: 5ms      | sweep-interval: \"5ms\" must lie between 10ms and 24h",
                "sweep-interval: 25h      | sweep-interval: \"25h\" must lie between 10ms and 24h",
                "max-text: 0              | parley.yaml:1: max-text: \"0\" must be a whole number from 1 to 1000000",
                "tls: {cert: nowhere.pem} | parley.yaml:1: tls.cert: needs tls.key as well",
                "tls: {key: nowhere.pem}  | parley.yaml:1: tls.key: needs tls.cert as well",
                "tls: {key: nowhere.pem}  | parley.yaml:1: tls.key: cannot read the file nowhere.pem",
                "mail: {host: m.example}  | parley.yaml:1: mail.host: needs mail.from as well",
                "mail: {user: u}          | parley.yaml:1: mail.user: goes with mail.password",
                "mail: {from: nobody}     | parley.yaml:1: mail.from: \"nobody\" must be a mail address such as chat@shop.example",
                "mail: {password: 'a b'}  | parley.yaml:1: mail.password: must be printable ASCII without spaces",
                "[1]                      | parley.yaml:1: file: must hold keys with values",
                "'a: [1'                  | parley.yaml:1: file: is not YAML",
            })
    void aFileWithThisRefusesToStart(String file, String refusal) {
        assertThat(refusalOf(file, Map.of(), Map.of()).getMessage())
                .contains(refusal.replace("parley.yaml", path().toString()));
    }

    @Test
    void theLineOfAMistakeIsNamed() {
        assertThat(refusalOf("http:\n  port: 1\n  # more\n  hots: a\n", Map.of(), Map.of())
                        .getMessage())
                .isEqualTo(path() + ":4: http.hots: unknown key; did you mean http.host?");
    }

    @Test
    void aKeySetTwiceIsRefused() {
        assertThat(refusalOf("max-text: 1\nmax-text: 2\n", Map.of(), Map.of()).getMessage())
                .isEqualTo(path() + ":2: max-text: is set twice");
    }

    @Test
    void unknownEnvironmentIsRefusedWithTheNearestName() {
        assertThat(refusalOf("", Map.of("PARLEY_HTTP_PROT", "1", "OTHER", "x"), Map.of())
                        .getMessage())
                .isEqualTo("environment: PARLEY_HTTP_PROT: unknown key; did you mean PARLEY_HTTP_PORT?");
    }

    @Test
    void environmentOfTheTestSuiteAndOfKubernetesIsNoMistake() {
        Map<String, String> environment = Map.of(
                "PARLEY_REQUIRE_ALL", "1",
                "PARLEY_SERVICE_HOST", "10.0.0.1",
                "PARLEY_SERVICE_PORT_HTTP", "4000",
                "PARLEY_PORT", "tcp://10.0.0.1:4000",
                "PARLEY_PORT_4000_TCP", "tcp://10.0.0.1:4000",
                "PARLEY_PORT_4000_TCP_ADDR", "10.0.0.1");

        assertThat(load("", environment, Map.of())).isEqualTo(Config.defaults());
        assertThat(refusalOf("", Map.of("PARLEY_PORT", "4000"), Map.of()).getMessage())
                .startsWith("environment: PARLEY_PORT: unknown key");
    }

    @Test
    void aWrongFlagIsNamedAsTheCommandLines() {
        assertThat(refusalOf("", Map.of(), Map.of(ConfigKey.HTTP_PORT, "-1")).getMessage())
                .isEqualTo("command line: --http-port: \"-1\" must be a whole number from 0 to 65535");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        ConfigException refusal =
                refusalOf("http: {port: x}\n", Map.of("PARLEY_DEMO", "x"), Map.of(ConfigKey.MAX_DATA, "x"));

        assertThat(refusal.problems())
                .extracting(ConfigProblem::key)
                .containsExactly("http.port", "PARLEY_DEMO", "--max-data");
        assertThat(refusal.getMessage().lines()).hasSize(3);
    }

    @Test
    void aWrongValueIsRefusedEvenWhereAStrongerSourceReplacesIt() {
        assertThat(refusalOf("http: {port: x}", Map.of("PARLEY_HTTP_PORT", "1"), Map.of())
                        .problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("loopbacks")
    void theOpenApiIsAllowedOnLoopback(String host) {
        assertThat(load("", Map.of("PARLEY_API_OPEN", "true", "PARLEY_HTTP_HOST", host), Map.of())
                        .apiOpen())
                .isEqualTo(new ApiOpen.Everybody());
    }

    static String[] loopbacks() {
        return new String[] {"127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]"};
    }

    @Test
    void theOpenApiIsRefusedWhereOthersReachIt() {
        assertThat(refusalOf("", Map.of("PARLEY_API_OPEN", "true", "PARLEY_HTTP_HOST", "0.0.0.0"), Map.of())
                        .getMessage())
                .isEqualTo("environment: PARLEY_API_OPEN: true is allowed only while listening on loopback, not on"
                        + " 0.0.0.0; name the client networks instead");
    }

    @Test
    void theApiMayBeOpenToNetworks() {
        Config config = load("", Map.of("PARLEY_API_OPEN", "10.0.0.0/8,::1", "PARLEY_HTTP_HOST", "0.0.0.0"), Map.of());

        assertThat(config.apiOpen().allows("10.2.3.4")).isTrue();
        assertThat(config.apiOpen().allows("::1")).isTrue();
        assertThat(config.apiOpen().allows("192.168.0.1")).isFalse();
    }

    @Test
    void certificateAndKeyComeTogether() throws IOException {
        Path cert = Files.writeString(directory.resolve("cert.pem"), "x");
        Path key = Files.writeString(directory.resolve("key.pem"), "x");

        Config config =
                load("", Map.of("PARLEY_TLS_CERT", cert.toString(), "PARLEY_TLS_KEY", key.toString()), Map.of());

        assertThat(config.http().tls()).contains(new Config.Tls(cert, key));
    }

    @Test
    void aNamedFileMustExist() {
        Path missing = directory.resolve("missing.yaml");

        ConfigException byArgument = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(new Gateways().configKeys(), Optional.of(missing), Map.of(), Map.of()));
        ConfigException byVariable = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(
                        new Gateways().configKeys(),
                        Optional.empty(),
                        Map.of("PARLEY_CONFIG", missing.toString()),
                        Map.of()));

        assertThat(byArgument).hasMessage(missing + ": file: does not exist");
        assertThat(byVariable).hasMessage(missing + ": file: does not exist");
    }

    @Test
    void theTokenIsNeverPartOfAText() {
        Config config = load("", Map.of("PARLEY_ADMIN_TOKEN", "geheim"), Map.of());

        assertThat(config.toString()).doesNotContain("geheim");
        assertThat(refusalOf("", Map.of("PARLEY_ADMIN_TOKEN", "ge heim"), Map.of())
                        .getMessage())
                .doesNotContain("heim");
    }

    @Test
    void theSampleFileIsValid() throws IOException {
        String sample = Files.readString(Path.of("conf/parley.yaml"));

        assertThat(load(sample, Map.of(), Map.of())).isEqualTo(Config.defaults());
        // Comments in prose begin with "# "; uncommented, each other line of the sample sets a known key.
        assertThat(load(sample.replaceAll("(?m)^#(?=[a-z]|  [a-z])", ""), Map.of(), Map.of()))
                .isEqualTo(Config.defaults());
    }

    private Config load(String file, Map<String, String> environment, Map<ConfigKey<?>, String> flags) {
        try {
            return ConfigLoader.load(
                    new Gateways().configKeys(), Optional.of(Files.writeString(path(), file)), environment, flags);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ConfigException refusalOf(String file, Map<String, String> environment, Map<ConfigKey<?>, String> flags) {
        return catchThrowableOfType(ConfigException.class, () -> load(file, environment, flags));
    }

    private Path path() {
        return directory.resolve("parley.yaml");
    }
}
