package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.parley.config.Config;
import dev.parley.config.ConfigException;
import dev.parley.config.ConfigLoader;
import dev.parley.gateway.Gateways;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A busy server with all levels down to DEBUG on: nothing that opens a door stands in any line. */
class SecretsInLogsTest {
    private static final String ACCESS = "SECRET-access-token";
    private static final String ENGINE = "SECRET-engine-token";
    private static final String HOOK = "whsec_" + "U0VDUkVULWhvb2stc2VjcmV0LTEyMzQ1Njc4OTA=";
    private static final String GUESS = "SECRET-guessed-token";
    private static final String PASSWORD = "SECRET-password";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace
                    + event.getMDCPropertyMap());
        }
    };

    private final Map<Logger, Level> levels = new HashMap<>();

    @BeforeEach
    void captureEverything() {
        Logger root = root();
        for (Logger logger : root.getLoggerContext().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.DEBUG);
            }
        }
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            usual.add(all.next());
        }
        usual.forEach(root::detachAppender);
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void asBefore() {
        Logger root = root();
        levels.forEach(Logger::setLevel);
        root.detachAppender(appender);
        usual.forEach(root::addAppender);
    }

    @Test
    void noTokenOrSecretOrPasswordIsInAnyLine() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(TestServer.ADMIN_TOKEN, ACCESS, ENGINE, HOOK, GUESS, PASSWORD));
        TestServer server = TestServer.start();
        try {
            secrets.add(use(server));
            secrets.addAll(useAsCustomer(server));
            server.pause();
            server.resume();
            server.api("GET", "/api/bots", "");
        } finally {
            server.stop();
        }
        badConfiguration();
        databaseThatDoesNotAnswer();

        assertThat(lines).as("DEBUG is on").anyMatch(line -> line.startsWith("DEBUG"));
        assertThat(lines).as("Netty speaks").anyMatch(line -> line.startsWith("DEBUG io.netty"));
        assertThat(lines).anyMatch(line -> line.contains("dev.parley"));
        for (String secret : secrets) {
            assertThat(lines).noneMatch(line -> line.contains(secret));
        }
    }

    /** Everything that carries something secret, in right and in wrong ways; a token that was made. */
    private static String use(TestServer server) throws Exception {
        String channels = "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"" + ACCESS + "\",\"page\":true}]";
        String bot = server.makeBot("{\"engine\":{\"type\":\"socket\",\"token\":\"" + ENGINE + "\"}," + channels + "}");
        String hook =
                server.makeBot("{\"retry_for\":0,\"engine\":{\"type\":\"webhook\",\"url\":\"http://127.0.0.1:9/hook\","
                        + "\"secret\":\"" + HOOK + "\"}," + channels + "}");
        try (Side person = Side.person(server.url(), bot, ACCESS);
                Side backend = Side.backend(server.url(), bot, ENGINE, true);
                Side quota = Side.person(server.url(), hook, ACCESS);
                Side stranger = Side.stranger(server.url(), bot)) {
            String session = person.open("{}");
            person.say(session, "hello");
            backend.hear("utb_msg");
            backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"hi\"}");
            quota.say(quota.open("{}"), "nobody answers there");
            quota.hear("msg_status");
            stranger.refused("phx_join", "{\"access_token\":\"" + GUESS + "\"}");
            stranger.refused("phx_join", "{\"engine_token\":\"" + GUESS + "\"}");
            person.refused("no_such_event", "{\"token\":\"" + GUESS + "\"}");
        }
        ask(server, "/api/bots", GUESS);
        ask(server, "/metrics", GUESS);
        ask(server, "/socket/longpoll?vsn=2.0.0&token=" + GUESS, GUESS);
        ask(server, "/socket/websocket?vsn=9&access_token=" + GUESS, GUESS);
        server.api(
                "POST",
                "/api/bots",
                "{\"bot\":{\"manifest\":{\"engine\":{\"type\":\"no-such\",\"token\":\"" + ENGINE + "\"}}}}");
        server.api("POST", "/api/bots", "{\"bot\":{\"manifest\":{\"engine\":{\"token\":\"" + ENGINE + "\"");
        String made = TestServer.json(server.api("POST", "/api/v1/tokens", "{\"name\":\"ci\",\"role\":\"read\"}")
                        .body())
                .findValue("token")
                .asText();
        ask(server, "/api/bots", made);
        return made;
    }

    /** What carries the token of a chat.io customer; the token, and the cookie. */
    private static List<String> useAsCustomer(TestServer server) throws Exception {
        server.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"chatio\",\"license\":7}]}");
        HttpResponse<String> page =
                ask(server, "/customer?license_id=7&post_message_uri=https%3A%2F%2Fshop.example%2F", "none");
        String token = page.body().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
        String cookie = page.headers().firstValue("set-cookie").orElseThrow().replaceAll("^[^=]+=([^;]+);.*", "$1");
        for (String sent : List.of(token, GUESS)) {
            server.http()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(server.url() + "/customer/v0.5/action/start_chat?license_id=7"))
                                    .header("authorization", "Bearer " + sent)
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"payload\":{}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        }
        assertThat(token).startsWith("dal:");
        return List.of(token, cookie);
    }

    private static void badConfiguration() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(
                        new Gateways().configKeys(),
                        Optional.empty(),
                        Map.of(
                                "PARLEY_STORE", "postgresql://parley:" + PASSWORD + "@db.example:nonsense/parley",
                                "PARLEY_ADMIN_TOKEN", PASSWORD + " with a space",
                                "PARLEY_HTTP_PORT", "many"),
                        Map.of()));
        assertThat(refused).isNotNull();
        LoggerFactory.getLogger(SecretsInLogsTest.class).info("Refused", refused);
    }

    private static void databaseThatDoesNotAnswer() throws Exception {
        Path directory = Files.createTempDirectory("parley-secrets");
        Config config = ConfigLoader.load(
                new Gateways().configKeys(),
                Optional.empty(),
                Map.of(
                        "PARLEY_STORE", "postgresql://parley:" + PASSWORD + "@127.0.0.1:9/parley",
                        "PARLEY_DATA_DIR", directory.resolve("data").toString(),
                        "PARLEY_UPLOADS_DIR", directory.resolve("uploads").toString(),
                        "PARLEY_BOTS_DIR", directory.resolve("bots").toString(),
                        "PARLEY_HTTP_PORT", "0"),
                Map.of());
        Vertx vertx = Vertx.vertx();
        Throwable failure = catchThrowable(() -> Waiting.on(Parley.start(vertx, config)));
        Waiting.on(vertx.close());
        assertThat(failure).isNotNull();
        LoggerFactory.getLogger(SecretsInLogsTest.class).info("Refused {}", config, failure);
    }

    private static HttpResponse<String> ask(TestServer server, String path, String token) throws Exception {
        return server.http()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path))
                                .header("authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
