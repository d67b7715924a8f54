package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that runs full under a running server, and one that cannot be written: said so, and nothing lost. */
class StoreTroubleTest {
    private static final String UNAVAILABLE = "{\"reason\":\"unavailable\"}";
    private static final int PAGES = 150;

    private final AtomicLong maxPages = new AtomicLong();
    private TestServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aFullStoreRefusesKeepsWhatItAcknowledgedAndGoesOnWithRoom() throws Exception {
        maxPages.set(PAGES);
        String bot = start();
        List<String> acknowledged = new ArrayList<>();
        String kept;
        try (Person person = new Person(server, bot)) {
            String big = person.open();
            kept = person.open();
            assertThat(ready()).isEqualTo(200);
            String refused = fill(person, big, kept, acknowledged);

            assertThat(refused).isEqualTo(UNAVAILABLE);
            assertThat(acknowledged).hasSizeGreaterThan(5);
            assertThat(ready()).isEqualTo(503);
            assertThat(person.error("new_session", new JsonObject())).isEqualTo(UNAVAILABLE);
            assertThat(person.texts(kept)).containsSubsequence(acknowledged);
            assertThat(person.error("utb_msg", message(kept, "still full?"))).isEqualTo(UNAVAILABLE);

            person.ok("delete_session", new JsonObject().put("session", big));

            Waiting.until("there is room", () -> ready() == 200);
            person.ok("utb_msg", message(kept, "room again"));
            acknowledged.add("room again");
            assertAnsweredOnce(person, kept, acknowledged);
        }
        server.pause();
        server.resume();
        try (Person person = new Person(server, bot)) {
            assertAnsweredOnce(person, kept, acknowledged);
        }
    }

    @Test
    void aStoreThatWasFullWhenTheServerStoppedGoesOnWhenItMayGrow() throws Exception {
        maxPages.set(PAGES);
        String bot = start();
        List<String> acknowledged = new ArrayList<>();
        String kept;
        try (Person person = new Person(server, bot)) {
            kept = person.open();
            fill(person, person.open(), kept, acknowledged);
        }
        server.pause();
        maxPages.set(0);
        server.resume();

        assertThat(ready()).isEqualTo(200);
        try (Person person = new Person(server, bot)) {
            assertAnsweredOnce(person, kept, acknowledged);
            person.ok("utb_msg", message(kept, "room again"));
            acknowledged.add("room again");
            assertAnsweredOnce(person, kept, acknowledged);
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsReadAndSaysSo() throws Exception {
        String bot = start();
        String session;
        try (Person person = new Person(server, bot)) {
            session = person.open();
            person.ok("utb_msg", message(session, "before"));
            assertAnsweredOnce(person, session, List.of("before"));
        }
        server.pause();
        writeVersion(3);
        server.resume();

        assertThat(ready()).isEqualTo(503);
        try (Person person = new Person(server, bot, new JsonObject().put(session, 1))) {
            assertThat(person.hears("btu_msg").getString("text")).isEqualTo("echo: before");
            assertThat(person.error("utb_msg", message(session, "during"))).isEqualTo(UNAVAILABLE);
            assertThat(person.error("new_session", new JsonObject())).isEqualTo(UNAVAILABLE);
            assertThat(person.error("put_data", message(session, "").put("data", new JsonObject().put("a", 1))))
                    .isEqualTo(UNAVAILABLE);
            assertThat(person.error("delete_session", message(session, ""))).isEqualTo(UNAVAILABLE);
            assertThat(person.texts(session)).containsExactly("before", "echo: before");
        }
        server.pause();
        writeVersion(2);
        server.resume();

        assertThat(ready()).isEqualTo(200);
        try (Person person = new Person(server, bot)) {
            person.ok("utb_msg", message(session, "after"));
            assertAnsweredOnce(person, session, List.of("before", "after"));
            assertThat(person.texts(session)).containsExactly("before", "echo: before", "after", "echo: after");
        }
    }

    private String start() {
        TestParts parts = new TestParts().options(options -> options.withMaxPages(maxPages.get()));
        server = TestServer.start(settings -> settings.set(ConfigKey.SWEEP_INTERVAL, Duration.ofMillis(200)), parts);
        return server.makeBot("{\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \",\"quiet\":\"/quiet\"},"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"crash-token\"}]}");
    }

    /** Talks in both sessions, loudly in one, until something is refused; the refusal. */
    private static String fill(Person person, String big, String kept, List<String> acknowledged) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            JsonObject reply = person.request("utb_msg", message(kept, "kept " + i));
            if (reply.getString("status").equals("ok")) {
                acknowledged.add("kept " + i);
            } else {
                return reply.getJsonObject("response").encode();
            }
            reply = person.request("utb_msg", message(big, "/quiet " + "x".repeat(20_000)));
            if (!reply.getString("status").equals("ok")) {
                // The small ones may still find room in a page; then more of them are acknowledged.
                return fillLast(person, kept, acknowledged);
            }
        }
        throw new AssertionError("never full");
    }

    private static String fillLast(Person person, String kept, List<String> acknowledged) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            JsonObject reply = person.request("utb_msg", message(kept, "last " + i));
            if (!reply.getString("status").equals("ok")) {
                return reply.getJsonObject("response").encode();
            }
            acknowledged.add("last " + i);
        }
        throw new AssertionError("never full");
    }

    private static void assertAnsweredOnce(Person person, String session, List<String> acknowledged) {
        List<String> expected = new ArrayList<>(acknowledged);
        acknowledged.forEach(text -> expected.add("echo: " + text));
        Waiting.until("everything acknowledged is answered", () -> {
            try {
                return person.texts(session).size() >= expected.size();
            } catch (IOException lost) {
                throw new AssertionError(lost);
            }
        });
        try {
            List<String> texts = person.texts(session);
            assertThat(texts).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(texts).containsSubsequence(acknowledged);
            assertThat(texts)
                    .containsSubsequence(
                            acknowledged.stream().map("echo: "::concat).toList());
        } catch (IOException lost) {
            throw new AssertionError(lost);
        }
    }

    private static JsonObject message(String session, String text) {
        return new JsonObject().put("session", session).put("text", text);
    }

    private int ready() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/health/ready"))
                .build();
        try {
            return server.http()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Sets the file format's write version: with one above 2 SQLite may only read, whoever runs the test. */
    private void writeVersion(int version) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(
                server.directory().resolve("data").resolve("parley.db").toFile(), "rw")) {
            file.seek(18);
            file.write(version);
        }
    }
}
