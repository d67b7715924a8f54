package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.DataDirectory;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotCommandTest {
    private static final String ID = "7d1f5b0e-3c1b-4b86-9a50-2d6f4a0c9e11";
    private static final String TOKEN = "admin-of-this-test";

    @TempDir
    Path data;

    private final MemoryBots bots = new MemoryBots();

    @Test
    void withoutServerTheStoreIsOpenedAndClosedAgain() {
        CliRun added = run("bot", "add", "--echo", "--id", ID, "--name", "Eve");

        assertThat(added.err()).isEmpty();
        assertThat(added.code()).isZero();
        assertThat(bots.closed).isTrue();
        assertThat(data.resolve("parley.json")).doesNotExist();
        assertThat(run("bot", "list").out().strip()).isEqualTo(ID + "  echo      Eve");
        assertThat(new JsonObject(run("bot", "show", ID).out())).isEqualTo(bots.bots.get(0));
        assertThat(run("bot", "remove", ID).out().strip()).isEqualTo("removed " + ID);
        assertThat(bots.bots).isEmpty();
    }

    @Test
    void aNewBotIsPrintedWithAllThatOneNeedsToTalkToIt() {
        CliRun added = run("--http-port", "4567", "bot", "add", "--id", ID);

        String token = bots.bots
                .get(0)
                .getJsonObject("manifest")
                .getJsonArray("channels")
                .getJsonObject(0)
                .getString("access_token");
        assertThat(token).hasSize(32);
        assertThat(added.out())
                .contains("bot           " + ID)
                .contains("access token  " + token)
                .contains("talk here     http://127.0.0.1:4567/chat/" + ID)
                .contains("new Socket(\"ws://127.0.0.1:4567/socket\")")
                .contains("socket.channel(\"bot:" + ID + "\", { access_token: \"" + token + "\" })");
    }

    @Test
    void thePublicUrlIsWhatPeopleClick() {
        assertThat(run("--public-url", "https://chat.example", "bot", "add", "--id", ID)
                        .out())
                .contains("https://chat.example/chat/" + ID)
                .contains("wss://chat.example/socket");
    }

    @Test
    void aManifestComesFromAFile() throws IOException {
        JsonObject manifest = new JsonObject()
                .put("engine", new JsonObject().put("type", "none"))
                .put("channels", new JsonArray());
        Path file = Files.writeString(data.resolve("bot.json"), manifest.encode());

        CliRun added = run("bot", "add", "--file", file.toString());

        assertThat(added.code()).isZero();
        assertThat(bots.bots.get(0).getJsonObject("manifest")).isEqualTo(manifest);
        assertThat(added.out()).doesNotContain("talk here").doesNotContain("Socket");
    }

    @Test
    void aSocketBotsTokenIsMadeAndPrinted() throws IOException {
        CliRun added = run("bot", "add", "--socket", "--id", ID);

        JsonObject engine = bots.bots.get(0).getJsonObject("manifest").getJsonObject("engine");
        assertThat(engine.getString("type")).isEqualTo("socket");
        assertThat(engine.getString("token")).hasSize(32);
        assertThat(added.out()).contains("engine token  " + engine.getString("token"));

        Path file = Files.writeString(
                data.resolve("bot.json"), "{\"engine\":{\"type\":\"socket\",\"token\":\"my own\"},\"channels\":[]}");
        assertThat(run("bot", "add", "--file", file.toString()).out()).contains("engine token  my own");
    }

    @Test
    void aWebhookBotsSecretIsMadeAndPrinted() {
        CliRun added = run("bot", "add", "--webhook", "http://127.0.0.1:8000/", "--id", ID);

        JsonObject engine = engine(0);
        assertThat(engine.getString("url")).isEqualTo("http://127.0.0.1:8000/");
        assertThat(engine.getString("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(added.out())
                .contains("bot           " + ID, "access token  ", "talk here     ", "new Socket(")
                .contains("secret        " + engine.getString("secret"));
    }

    @Test
    void aRasaBotAndAModelAreMadeOfAnAddress() {
        run("bot", "add", "--rasa", "http://127.0.0.1:5005");
        run("bot", "add", "--openai", "http://127.0.0.1:11434/v1", "--model", "tiny", "--api-key", "${env:KEY}");

        assertThat(engine(0)).isEqualTo(new JsonObject().put("type", "rasa").put("url", "http://127.0.0.1:5005"));
        assertThat(engine(1))
                .isEqualTo(new JsonObject()
                        .put("type", "openai")
                        .put("url", "http://127.0.0.1:11434/v1")
                        .put("model", "tiny")
                        .put("api_key", "${env:KEY}"));
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThat(run("bot", "add", "--openai", "http://127.0.0.1/v1").err()).contains("--openai and --model");
        assertThat(run("bot", "add", "--model", "tiny").err()).contains("--openai and --model");
        assertThat(run("bot", "add", "--api-key", "x").err()).contains("--api-key goes with --openai");
        assertThat(run("bot", "add", "--echo", "--rasa", "http://127.0.0.1").code())
                .isNotZero();
        assertThat(bots.bots).isEmpty();
    }

    private JsonObject engine(int index) {
        return bots.bots.get(index).getJsonObject("manifest").getJsonObject("engine");
    }

    @Test
    void whatCannotBeAManifestIsRefusedBeforeAnythingIsOpened() throws IOException {
        Path file = Files.writeString(data.resolve("bot.json"), "[1]");

        CliRun refused = run("bot", "add", "--file", file.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().strip()).isEqualTo(file + ": is not a JSON object");
        assertThat(run("bot", "add", "--file", data.resolve("no.json").toString())
                        .err()
                        .strip())
                .isEqualTo("there is no file " + data.resolve("no.json"));
    }

    @Test
    void echoAndFileTogetherAreWrongUsage() {
        CliRun refused = run("bot", "add", "--echo", "--file", "x.json");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("mutually exclusive");
    }

    @Test
    void aRunningServerIsAskedInstead() throws Exception {
        try (AidaApi api = new AidaApi(bots, TOKEN, new HttpServerOptions());
                DataDirectory directory = DataDirectory.open(data)) {
            directory.announce(api.url);

            CliRun added = run("bot", "add", "--id", ID, "--name", "Eve");

            assertThat(added.err()).isEmpty();
            assertThat(added.out()).contains(api.url + "/chat/" + ID);
            assertThat(run("bot", "list").out().strip()).isEqualTo(ID + "  echo      Eve");
            assertThat(new JsonObject(run("bot", "show", ID).out())).isEqualTo(bots.bots.get(0));
            assertThat(run("bot", "remove", ID).code()).isZero();
            assertThat(run("bot", "remove", ID).err().strip()).isEqualTo("there is no bot " + ID);
            assertThat(run("bot", "show", ID).err().strip()).isEqualTo("there is no bot " + ID);
            assertThat(bots.closed).isFalse();
        }
    }

    @Test
    void theServersRefusalIsShownLineByLine() throws Exception {
        try (AidaApi api = new AidaApi(bots, TOKEN, new HttpServerOptions());
                DataDirectory directory = DataDirectory.open(data)) {
            directory.announce(api.url);
            Path file = Files.writeString(data.resolve("bot.json"), "{}");

            CliRun refused = run("bot", "add", "--file", file.toString());

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err().lines())
                    .containsExactly(
                            "the server refused (422)", "  #: {\"missing\":[\"engine\"]}", "  #/engine: what engine?");
        }
    }

    @Test
    void aWrongTokenIsSaidSo() throws Exception {
        try (AidaApi api = new AidaApi(bots, "another", new HttpServerOptions());
                DataDirectory directory = DataDirectory.open(data)) {
            directory.announce(api.url);

            assertThat(run("bot", "list").err().strip())
                    .isEqualTo("the server at " + api.url + " does not take this admin token");
        }
    }

    @Test
    void aServerThatDoesNotListenYetIsSaidSo() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data)) {
            assertThat(run("bot", "list").err())
                    .contains("in use by process " + ProcessHandle.current().pid())
                    .contains("does not listen yet");
            directory.announce("http://127.0.0.1:1");
            assertThat(run("bot", "list").err()).contains("does not answer at http://127.0.0.1:1/api/bots");
        }
    }

    @Test
    void overTlsTheConfiguredCertificateIsTrustedAndNoOther() throws Exception {
        SelfSignedCertificate mine = SelfSignedCertificate.create("chat.example");
        SelfSignedCertificate other = SelfSignedCertificate.create("chat.example");
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(mine.certificatePath())
                        .setKeyPath(mine.privateKeyPath()));
        try (AidaApi api = new AidaApi(bots, TOKEN, options);
                DataDirectory directory = DataDirectory.open(data)) {
            directory.announce(api.url);

            assertThat(withTls(mine).err()).isEmpty();
            assertThat(withTls(other).err()).contains("the server shows another certificate than tls.cert");
        } finally {
            mine.delete();
            other.delete();
        }
    }

    private CliRun withTls(SelfSignedCertificate certificate) {
        return run(
                "bot", "list", "--tls-cert", certificate.certificatePath(), "--tls-key", certificate.privateKeyPath());
    }

    private CliRun run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data.toString()))
                .toArray(String[]::new);
        return CliRun.of(new FakeLauncher(bots, List.of()), Map.of("PARLEY_ADMIN_TOKEN", TOKEN), all);
    }
}
