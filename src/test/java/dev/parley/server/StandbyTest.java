package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.Cable;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.CommandRun;
import dev.parley.testing.LongRunning;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL: one serves, the other stands by. */
@LongRunning(seconds = 12)
class StandbyTest {
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(10);
    private static final String ECHO =
            "{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\"}]}";

    private final PostgresServer postgres = PostgresServer.shared();
    private String url;
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void makeStore() {
        url = postgres.newStore();
    }

    @AfterEach
    void stop() {
        Optional.ofNullable(second).ifPresent(TestServer::stop);
        Optional.ofNullable(first).ifPresent(TestServer::stop);
        postgres.dropStore(url);
    }

    @Test
    void theSecondIsLiveAndNotReadyAndSendsEverybodyAway() {
        first = server(url);
        second = server(url);

        assertThat(first.api("GET", "/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(second.parley().isServing()).isFalse();
        assertThat(second.api("GET", "/health/live", "").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = second.api("GET", "/health/ready", "");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("{\"status\":\"standby\"}");
        for (String path : List.of("/", "/metrics", "/chat/x", "/wc/info/", "/api/v2/chats/c/transcript", "/nowhere")) {
            assertComeAgain(second.api("GET", path, ""));
        }
        assertComeAgain(second.api("POST", "/api/bots", "{}"));
        assertThatThrownBy(() -> socket(second))
                .satisfies(refused -> assertThat(((WebSocketHandshakeException) refused)
                                .getResponse()
                                .statusCode())
                        .isEqualTo(503));
        assertThatThrownBy(() -> second.parley().bots())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this server stands by");
    }

    @Test
    void theLogSaysOnceWhyAndNotThePassword() {
        first = server(url);
        try (Cable cable = new Cable(postgres.port());
                CapturedLog log = new CapturedLog()) {
            second = server(through(cable));
            Waiting.until("it asked a few times", () -> cable.connections() > 3);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("tands by"))
                    .containsExactly("Stands by: another server serves from postgresql://parley:***@127.0.0.1:"
                            + cable.port() + "/postgres?search_path=" + PostgresServer.schema(url));
            second.stop();
            second = null;
        }
    }

    @Test
    void theSecondServesAllThatTheFirstKeptWhenThatIsStopped() {
        first = server(url);
        String bot = first.makeBot(ECHO);
        SessionRef session = talk(first, bot, "are you there?");
        second = server(url);
        // Made after the second began to stand by: it reads the bots when it serves.
        String later = first.makeBot(ECHO);
        int port = second.port();

        first.pause();

        Waiting.until("the second serves", TAKE_OVER_LIMIT, () -> ready(second));
        assertThat(second.parley().port()).isEqualTo(port);
        assertThat(second.api("GET", "/api/bots/" + bot, "").statusCode()).isEqualTo(200);
        assertThat(second.api("GET", "/api/bots/" + later, "").statusCode()).isEqualTo(200);
        assertThat(texts(second, session)).containsExactly("are you there?", "are you there?");
        say(second, session, "and you?");
        Waiting.until("its engine answers", () -> texts(second, session).size() == 4);

        first.resume();

        assertThat(first.parley().isServing()).isFalse();
        assertThat(ready(second)).isTrue();
    }

    @Test
    void aServerThatLosesTheLockClosesItsSocketsAndStandsBy() throws Exception {
        try (Cable cable = new Cable(postgres.port())) {
            first = server(through(cable));
            second = server(url);
            String bot = first.makeBot(ECHO);
            SessionRef session = talk(first, bot, "before");
            CompletableFuture<Integer> closed = socket(first);
            int port = first.port();

            cable.pull();

            Waiting.until("the second serves", TAKE_OVER_LIMIT, () -> ready(second));
            say(second, session, "meanwhile");
            Waiting.until("its engine answers", () -> texts(second, session).size() == 4);
            assertThat(first.api("GET", "/health/ready", "").statusCode()).isEqualTo(503);

            cable.mend();

            assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(1012);
            Waiting.until(
                    "the first stands by",
                    () -> first.api("GET", "/health/ready", "").body().equals("{\"status\":\"standby\"}"));
            assertThat(first.parley().isServing()).isFalse();
            assertComeAgain(first.api("GET", "/api/bots", ""));
            assertThat(texts(second, session)).containsExactly("before", "before", "meanwhile", "meanwhile");

            second.pause();

            Waiting.until("the first serves again", TAKE_OVER_LIMIT, () -> ready(first));
            assertThat(first.parley().port()).isEqualTo(port);
            say(first, session, "after");
            Waiting.until("its engine answers", () -> texts(first, session).size() == 6);
        }
    }

    @Test
    void oneThatStandsByWhenTheDatabaseGoesAwayServesWhenItComesBackToTheOtherNoMore() {
        try (Cable cable = new Cable(postgres.port())) {
            first = server(url);
            second = server(through(cable));
            cable.pull();
            try (CapturedLog log = new CapturedLog()) {
                first.pause();
                Waiting.until(
                        "the second missed the database",
                        () -> log.lines().stream().anyMatch(line -> line.startsWith("Still stands by: The store ")));
                assertThat(second.api("GET", "/health/live", "").statusCode()).isEqualTo(200);
                assertThat(second.api("GET", "/health/ready", "").body()).isEqualTo("{\"status\":\"standby\"}");
            }

            cable.mend();

            Waiting.until("the second serves", TAKE_OVER_LIMIT, () -> ready(second));
        }
    }

    @Test
    void oneThatIsStoppedWhileItStandsByLeavesTheStoreAlone() {
        first = server(url);
        second = server(url);

        second.pause();
        first.pause();
        second.resume();

        // It would not, if it had taken the lock on its way out.
        assertThat(second.parley().isServing()).isTrue();
    }

    @Test
    void commandsDoNotOpenAStoreFromWhichAServerServes(@TempDir Path directory) {
        first = server(url);

        CommandRun refused = CommandRun.in(directory, "--store", url, "bot", "list");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("another server serves from postgresql://parley:***@");
    }

    @Test
    void commandsThatReachAServerThatStandsBySaySo() {
        first = server(url);
        second = server(url);
        Path directory = second.directory();

        CommandRun refused =
                CommandRun.in(directory, "--store", url, "--admin-token", TestServer.ADMIN_TOKEN, "bot", "list");
        CommandRun health = CommandRun.in(directory, "--store", url, "health");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("stands by");
        assertThat(health.code()).isEqualTo(1);
        assertThat(health.out()).isEqualTo("not ready (standby)\n");
    }

    private TestServer server(String store) {
        return TestServer.start(settings -> settings.store(store));
    }

    /** The same store, reached through this cable. */
    private String through(Cable cable) {
        return postgres.url(cable.port()) + "?search_path=" + PostgresServer.schema(url);
    }

    private static boolean ready(TestServer server) {
        return server.api("GET", "/health/ready", "").statusCode() == 200;
    }

    private static void assertComeAgain(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.uri().getPath()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("2");
        assertThat(response.body())
                .isEqualTo("{\"errors\":{\"detail\":"
                        + "\"This server stands by while another one serves; try again soon\"}}");
    }

    private static SessionRef open(TestServer server, String bot) {
        SessionRef session = new SessionRef(UUID.randomUUID(), UUID.fromString(bot), "phoenix");
        Waiting.on(server.parts()
                .store()
                .open(new NewSession(session.session(), session.bot(), "phoenix", null, new JsonObject(), List.of())));
        return session;
    }

    /** A session in which this was said and answered. */
    private static SessionRef talk(TestServer server, String bot, String text) {
        SessionRef session = open(server, bot);
        say(server, session, text);
        Waiting.until("the bot answers", () -> lastSeq(server, session) == 2);
        return session;
    }

    private static void say(TestServer server, SessionRef session, String text) {
        Waiting.on(server.parley().conversations().append(session, Draft.of(Author.PERSON, new Body.Text(text))));
    }

    private static long lastSeq(TestServer server, SessionRef session) {
        return Waiting.on(server.parts().store().session(session))
                .map(Session::lastSeq)
                .orElse(0L);
    }

    private static List<String> texts(TestServer server, SessionRef session) {
        return Waiting.on(server.parts().store().after(session.session(), 0, 100)).stream()
                .map(event -> event.body() instanceof Body.Text said ? said.text() : "-")
                .toList();
    }

    /** Opens a Phoenix socket; the code it is closed with. */
    private static CompletableFuture<Integer> socket(TestServer server) throws WebSocketHandshakeException {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try {
            server.http()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create(server.url().replaceFirst("^http", "ws") + "/socket/websocket?vsn=2.0.0"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                                    closed.complete(code);
                                    return null;
                                }
                            })
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw refused;
            }
            throw e;
        }
        return closed;
    }
}
