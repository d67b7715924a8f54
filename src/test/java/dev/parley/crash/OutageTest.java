package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.parley.gateway.chip.ChipSocket;
import dev.parley.testing.Cable;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.LongRunning;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database goes away under a running server and comes back: people are told, nothing acknowledged is lost, and nobody
 * starts anything again. {@code -Dparley.outage.seconds=30} keeps it away longer; up to a minute nothing depends on it.
 */
@LongRunning(seconds = 35)
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("parley.outage.seconds", 3));
    /** A database that says nothing is given up after 8 s, and phoenix.js waits 10 s for a reply. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(10);
    /** What is read waits twice as long: it may be much. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);

    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);
    private static final String UNAVAILABLE = "{\"reason\":\"unavailable\"}";
    private static final String HEARTBEAT = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";
    private static final String BOT = "{\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},\"channels\":["
            + "{\"type\":\"websocket\",\"access_token\":\"crash-token\"},{\"type\":\"chip\"},{\"type\":\"gws\"}]}";

    private static PostgresServer postgres;
    private static Vertx vertx;
    private static WebSocketClient sockets;

    private Cable cable;
    private TestServer server;
    private Outage present;

    /** How the database goes away, and comes back. */
    private enum Outage {
        STOPPED {
            @Override
            void begin(Cable cable) {
                postgres.stop();
            }

            @Override
            void end(Cable cable) {
                postgres.start();
            }
        },
        KILLED {
            @Override
            void begin(Cable cable) {
                postgres.kill();
            }

            @Override
            void end(Cable cable) {
                postgres.start();
            }
        },
        CUT_OFF {
            @Override
            void begin(Cable cable) {
                cable.pull();
            }

            @Override
            void end(Cable cable) {
                cable.mend();
            }
        },
        SILENT {
            @Override
            void begin(Cable cable) {
                cable.jam();
            }

            @Override
            void end(Cable cable) {
                cable.mend();
            }
        };

        abstract void begin(Cable cable);

        abstract void end(Cable cable);
    }

    @BeforeAll
    static void startDatabase() {
        postgres = PostgresServer.launch();
        vertx = Vertx.vertx();
        sockets = ChipSocket.client(vertx);
    }

    @AfterAll
    static void stopDatabase() {
        Waiting.on(vertx.close());
        postgres.close();
    }

    @BeforeEach
    void start() {
        cable = new Cable(postgres.port());
        String schema = PostgresServer.schema(postgres.newStore());
        String url = postgres.url(cable.port()) + "?search_path=" + schema;
        server = TestServer.start(settings -> settings.store(url));
    }

    @AfterEach
    void stop() {
        end();
        server.stop();
        cable.close();
    }

    @ParameterizedTest
    @EnumSource
    void peopleAreToldAndNothingAcknowledgedIsLost(Outage outage) throws Exception {
        String bot = server.makeBot(BOT);
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        try (Person person = new Person(server, bot);
                Person other = new Person(server, bot)) {
            String session = person.open();
            talk(person, session, "before", said);
            ChipSocket heart = ChipSocket.connect(sockets, server.port(), "/socket/websocket?vsn=2.0.0");
            ChipSocket visitor = ChipSocket.connect(sockets, server.port(), "/wc/connect/" + bot + "/");
            visitor.start(null);

            begin(outage);
            long began = System.nanoTime();

            assertThat(within(REFUSED_WITHIN, () -> person.error("utb_msg", message(session, "during", "c1"))))
                    .isEqualTo(UNAVAILABLE);
            assertThat(within(REFUSED_WITHIN, () -> other.error("new_session", new JsonObject())))
                    .isEqualTo(UNAVAILABLE);
            assertThat(within(READ_WITHIN, () -> person.error("history", message(session, "", ""))))
                    .isEqualTo(UNAVAILABLE);
            assertTemporary(within(READ_WITHIN, () -> server.api("GET", "/api/v1/sessions/" + session, "")));
            assertTemporary(within(
                    READ_WITHIN,
                    () -> server.api(
                            "POST", "/api/v1/sessions/" + session + "/messages", "{\"text\":\"by the bot\"}")));
            HttpResponse<String> chat = within(READ_WITHIN, () -> beginChat());
            assertThat(chat.statusCode()).isEqualTo(503);
            assertThat(chat.headers().firstValue("retry-after")).hasValue("5");
            visitor.say("nobody answers this");
            assertThat(server.api("GET", "/health/live", "").statusCode()).isEqualTo(200);
            assertThat(within(REFUSED_WITHIN, () -> server.api("GET", "/health/ready", ""))
                            .body())
                    .isEqualTo("{\"status\":\"store unavailable\"}");
            do {
                assertThat(heart.sendText(HEARTBEAT).next(1_000)).contains("\"status\":\"ok\"");
                assertThat(within(REFUSED_WITHIN, () -> person.error("utb_msg", message(session, "during", "c1"))))
                        .isEqualTo(UNAVAILABLE);
            } while (System.nanoTime() - began < OUTAGE.toNanos());

            end();

            Waiting.until(
                    "the server is ready",
                    BACK_WITHIN,
                    () -> server.api("GET", "/health/ready", "").statusCode() == 200);
            said.add("during");
            long seq = person.ok("utb_msg", message(session, "during", "c1")).getLong("seq");
            assertThat(person.ok("utb_msg", message(session, "during", "c1")).getLong("seq"))
                    .isEqualTo(seq);
            talk(person, session, "after", said);
            assertThat(person.texts(session)).containsExactlyInAnyOrderElementsOf(answered(said));
            assertThat(other.open()).isNotNull();
            assertThat(beginChat().statusCode()).isEqualTo(200);
            visitor.say("and now?");
            assertThat(visitor.next().getJsonObject("msg_out").getString("text"))
                    .isEqualTo("echo: and now?");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatManyPeopleSaidMeanwhileIsStoredOnceAndAnsweredOnceAndTheLogIsQuiet(Outage outage) throws Exception {
        String bot = server.makeBot(BOT);
        int people = 10;
        List<Speaker> speakers = new ArrayList<>();
        try (CapturedLog log = new CapturedLog(server.vertx())) {
            for (int i = 0; i < people; i++) {
                speakers.add(new Speaker(server, bot, "p" + i));
            }
            Waiting.until("all were heard", () -> speakers.stream().allMatch(speaker -> speaker.said() > 3));

            begin(outage);
            Waiting.until("all were refused", () -> speakers.stream().allMatch(Speaker::refused));
            end();

            List<Integer> before = speakers.stream().map(Speaker::said).toList();
            Waiting.until("all are heard again", BACK_WITHIN, () -> {
                for (int i = 0; i < people; i++) {
                    if (speakers.get(i).said() < before.get(i) + 3) {
                        return false;
                    }
                }
                return true;
            });
            for (Speaker speaker : speakers) {
                speaker.stop();
            }
            try (Person reader = new Person(server, bot)) {
                for (Speaker speaker : speakers) {
                    Waiting.until(
                            "the bot has answered all",
                            BACK_WITHIN,
                            () -> texts(reader, speaker).size()
                                    == 2 * speaker.texts().size());
                    assertThat(texts(reader, speaker))
                            .containsExactlyInAnyOrderElementsOf(answered(speaker.texts()))
                            .containsSubsequence(speaker.texts());
                }
            }
            assertThat(log.stackTraces()).noneMatch(line -> line.contains("dev.parley.store"));
            assertThat(log.lines(Level.WARN))
                    .filteredOn(line -> line.contains("store") || line.contains("Delivery"))
                    .hasSizeBetween(1, 6);
        }
    }

    private void begin(Outage outage) {
        present = outage;
        outage.begin(cable);
    }

    private void end() {
        if (present != null) {
            present.end(cable);
            present = null;
        }
    }

    private static List<String> texts(Person reader, Speaker speaker) {
        try {
            return reader.texts(speaker.session());
        } catch (IOException lost) {
            throw new AssertionError(lost);
        }
    }

    private static void talk(Person person, String session, String text, List<String> said) throws Exception {
        person.ok("utb_msg", message(session, text, UUID.randomUUID().toString()));
        said.add(text);
        JsonObject heard;
        do {
            heard = person.hears("btu_msg");
        } while (!heard.getString("text").equals("echo: " + text));
    }

    /** These texts and the bot's answers to them. */
    private static List<String> answered(List<String> said) {
        List<String> all = new ArrayList<>(said);
        said.forEach(text -> all.add("echo: " + text));
        return all;
    }

    private static JsonObject message(String session, String text, String clientId) {
        return new JsonObject().put("session", session).put("text", text).put("client_id", clientId);
    }

    private HttpResponse<String> beginChat() throws Exception {
        JsonObject chat = new JsonObject()
                .put("operationName", "RequestChat")
                .put("nickname", "Ann")
                .put("subject", "Hi");
        return server.http()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v2/chats"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(chat.encode()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .get(READ_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertTemporary(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("5");
        assertThat(new JsonObject(response.body()).getValue("errors")).isNotNull();
    }

    private static <T> T within(Duration limit, Callable<T> request) throws Exception {
        long began = System.nanoTime();
        T answer = request.call();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
        return answer;
    }
}
