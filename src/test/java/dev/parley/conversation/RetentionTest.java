package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.store.TestClock;
import dev.parley.testing.Multipart;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What need not be kept goes, in a server whose clock the test moves. */
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);

    /** The smallest PNG: one grey pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    private final TestClock clock = new TestClock();
    private TestServer server;
    private Conversations conversations;

    @BeforeEach
    void start() {
        server = TestServer.start(settings -> {}, new TestParts().options(options -> options.withClock(clock)));
        conversations = server.parley().conversations();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void closedSessionsGoWhenTheirDaysAreOverAndNotBefore() {
        Bot bot = bot("");
        UUID closed = closed(bot);
        UUID open = spoken(bot);
        clock.move(DAY.multipliedBy(30));
        assertThat(run(30)).isZero();

        clock.move(Duration.ofMillis(1));

        assertThat(run(30)).isOne();
        assertThat(exists(closed)).isFalse();
        assertThat(exists(open)).as("open sessions are kept").isTrue();
    }

    @Test
    void aBotMaySayForHowLong() {
        UUID two = closed(bot("\"retention_days\":2,"));
        UUID forEver = closed(bot("\"retention_days\":0,"));
        UUID usual = closed(bot(""));
        clock.move(DAY.multipliedBy(3));

        assertThat(run(30)).isOne();
        assertThat(exists(two)).isFalse();
        clock.move(DAY.multipliedBy(10_000));
        assertThat(run(0)).as("0 keeps them").isZero();
        assertThat(run(30)).isOne();
        assertThat(exists(usual)).isFalse();
        assertThat(exists(forEver)).isTrue();
    }

    @Test
    void sessionsNobodyEverSpokeInGoAfterADay() {
        Bot bot = bot("\"retention_days\":0,");
        UUID silent = open(bot);
        UUID spoken = spoken(bot);
        clock.move(DAY);
        assertThat(run(30)).isZero();

        clock.move(Duration.ofMillis(1));

        assertThat(run(30)).isOne();
        assertThat(exists(silent)).isFalse();
        assertThat(exists(spoken)).isTrue();
    }

    @Test
    void moreThanASliceGoesInOneRun() {
        Bot bot = bot("");
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(open(bot));
        }
        clock.move(DAY.multipliedBy(2));

        assertThat(run(30)).isEqualTo(250);
        assertThat(all).noneMatch(this::exists);
    }

    @Test
    void imagesGoWithTheirSession() throws Exception {
        Bot bot = bot("");
        UUID session = spoken(bot);
        Multipart form = new Multipart()
                .part("file", "p.png", "image/png", Base64.getDecoder().decode(PIXEL));
        HttpRequest upload = HttpRequest.newBuilder(
                        URI.create(server.url() + "/content/image/" + bot.id() + "/" + session))
                .header("content-type", form.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()))
                .build();
        server.http().send(upload, HttpResponse.BodyHandlers.ofString());
        assertThat(files()).isEqualTo(1);
        Waiting.on(conversations.close(target(session), Author.SYSTEM));
        clock.move(DAY.multipliedBy(31));

        assertThat(run(30)).isOne();

        assertThat(files()).isZero();
    }

    @Test
    void aServerLooksByItselfWhenItStarts() {
        AtomicReference<Instant> past = new AtomicReference<>(Instant.now().minus(DAY.multipliedBy(31)));
        TestServer own =
                TestServer.start(settings -> {}, new TestParts().options(options -> options.withClock(past::get)));
        try {
            UUID id = UUID.fromString(own.makeBot("{\"engine\":{\"type\":\"none\"}}"));
            Conversations talks = own.parley().conversations();
            Bot bot = own.parley().bots().get(id).orElseThrow();
            UUID old = Waiting.on(talks.open(bot, "phoenix", new JsonObject())).id();
            Waiting.on(talks.append(target(old), Draft.of(Author.PERSON, new Body.Text("hello"))));
            Waiting.on(talks.close(target(old), Author.SYSTEM));

            own.pause();
            own.resume();

            Waiting.until(
                    "the old session is gone",
                    () -> Waiting.on(own.parley().conversations().session(target(old)))
                            .isEmpty());
        } finally {
            own.stop();
        }
    }

    private int run(int days) {
        Retention retention = new Retention(
                server.vertx(),
                (BotRegistry) server.parley().bots(),
                server.parts().store().statistics(),
                conversations,
                days,
                clock);
        return Waiting.on(retention.run());
    }

    private Bot bot(String settings) {
        String id = server.makeBot("{" + settings + "\"engine\":{\"type\":\"none\"}}");
        return server.parley().bots().get(UUID.fromString(id)).orElseThrow();
    }

    private UUID open(Bot bot) {
        return Waiting.on(conversations.open(bot, "phoenix", new JsonObject())).id();
    }

    private UUID spoken(Bot bot) {
        UUID session = open(bot);
        Waiting.on(conversations.append(target(session), Draft.of(Author.PERSON, new Body.Text("hello"))));
        return session;
    }

    private UUID closed(Bot bot) {
        UUID session = spoken(bot);
        Future<Appended> closed = conversations.close(target(session), Author.SYSTEM);
        Waiting.on(closed);
        return session;
    }

    private boolean exists(UUID session) {
        return Waiting.on(conversations.session(target(session))).isPresent();
    }

    private static SessionRef target(UUID session) {
        return new SessionRef(session, null, null);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(server.directory().resolve("uploads"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
