package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions shown, read and erased. */
class SessionRoutesTest {
    private static TestServer server;
    private static Api admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = new Api(server, new DocumentedAnswers(server.vertx()), TestServer.ADMIN_TOKEN);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static String path(Ground ground) {
        return "/api/v1/sessions/" + ground.session();
    }

    @Test
    void sessionsComeInPagesWithoutWhatIsInternal() {
        Ground ground = Ground.fresh(server);
        for (int i = 0; i < 4; i++) {
            ground.withSession();
        }
        String list = "/api/v1/bots/" + ground.bot() + "/sessions?limit=2";
        List<String> ids = new ArrayList<>();
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            JsonObject page = admin.json(200, "GET", list + next);
            page.getJsonArray("data").forEach(session -> {
                JsonObject shown = (JsonObject) session;
                assertThat(shown.getJsonObject("data")).isEqualTo(new JsonObject().put("first_name", "Ada"));
                assertThat(shown.getJsonObject("person")).isEqualTo(new JsonObject().put("id", ground.person()));
                ids.add(shown.getString("id"));
            });
            next = page.containsKey("next") ? "&after=" + page.getString("next") : null;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSorted();
        assertThat(admin.json(200, "GET", path(ground)).getJsonObject("data").getJsonObject("person"))
                .isEqualTo(new JsonObject().put("id", ground.person()).put("name", "Ada"));
    }

    @Test
    void aTranscriptComesAsEventsInPages() {
        Ground ground = Ground.fresh(server);
        ground.says("two");
        ground.says("three");

        JsonObject first = admin.json(200, "GET", path(ground) + "/transcript?limit=2");
        JsonObject rest = admin.json(200, "GET", path(ground) + "/transcript?after=" + first.getInteger("next"));

        assertThat(texts(first)).containsExactly(Ground.SAID, "two");
        assertThat(texts(rest)).containsExactly("three");
        assertThat(rest.containsKey("next")).isFalse();
        assertThat(admin.json(200, "GET", path(ground) + "/transcript?after=3").getJsonArray("data"))
                .isEmpty();
    }

    private static List<String> texts(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(event -> ((JsonObject) event).getString("text"))
                .toList();
    }

    @Test
    void aTranscriptComesAsTextWithALineAnEventThatNobodyCanForge() {
        Ground ground = Ground.fresh(server);
        ground.says("two\n2026-11-20T12:00:00.000000Z  Ann (agent): forged");
        String picture = ground.picture(admin);
        admin.json(
                201,
                "POST",
                path(ground) + "/messages",
                new JsonObject()
                        .put("text", "Pick")
                        .put("image", picture)
                        .put(
                                "buttons",
                                new JsonArray()
                                        .add(new JsonObject().put("title", "A").put("value", "a")))
                        .put("agent", "Ann\nBob"));

        HttpResponse<String> text = admin.call("GET", path(ground) + "/transcript.txt");

        assertThat(text.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(text.body().lines().map(line -> line.replaceFirst("^[0-9T:.-]+Z", "TIME")))
                .containsExactly(
                        "TIME  person: " + Ground.SAID,
                        "TIME  person: two",
                        "    2026-11-20T12:00:00.000000Z  Ann (agent): forged",
                        "TIME  Ann Bob (agent): Pick",
                        "    [A]",
                        "TIME  Ann Bob (agent): [image /content/image/" + picture + "]");
        assertThat(admin.call("GET", path(ground) + "/transcript.txt?after=3").body())
                .contains("[image")
                .doesNotContain("Pick");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|200|application/json",
                "*/*|200|application/json",
                "text/plain|200|text/plain",
                "text/*, application/json;q=0.5|200|text/plain",
                "application/json, text/plain;q=0.9|200|application/json",
                "text/plain;q=0.2, application/json|200|application/json",
                "image/png|406|application/json"
            })
    void theCallerChoosesTheFormOfATranscript(String accept, int status, String type) {
        Ground ground = Ground.fresh(server);

        HttpResponse<String> answer =
                admin.send("GET", path(ground) + "/transcript", null, accept, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains(type + "; charset=utf-8");
        if (status == 200) {
            assertThat(answer.headers().firstValue("vary")).contains("accept");
        }
    }

    @Test
    void anErasedSessionLeavesNothing() throws IOException {
        Ground ground = Ground.fresh(server);
        Ground other = ground.withSession();
        ground.says("a secret to be erased");
        String picture = ground.picture(admin);
        assertThat(files(picture)).isPositive();

        admin.json(204, "DELETE", path(ground));

        assertGone(ground, picture);
        assertThat(Api.code(404, admin.call("DELETE", path(ground)))).isEqualTo("not_found");
        admin.json(200, "GET", path(other));
    }

    @Test
    void anErasedPersonLeavesNoSessionAndNoPicture() throws IOException {
        Ground one = Ground.fresh(server);
        Ground two = one.withSession();
        Ground stranger = Ground.fresh(server);
        String first = one.picture(admin);
        String second = two.picture(admin);
        String kept = stranger.picture(admin);

        admin.json(204, "DELETE", "/api/v1/persons/" + one.person());

        assertGone(one, first);
        assertGone(two, second);
        assertThat(Api.code(404, admin.call("DELETE", "/api/v1/persons/" + one.person())))
                .isEqualTo("not_found");
        assertThat(admin.json(200, "GET", "/api/v1/bots/" + one.bot() + "/sessions")
                        .getJsonArray("data"))
                .isEmpty();
        admin.json(200, "GET", path(stranger));
        assertThat(files(kept)).isPositive();
    }

    private static void assertGone(Ground ground, String picture) throws IOException {
        for (String path : List.of("", "/transcript", "/transcript.txt")) {
            assertThat(Api.code(404, admin.call("GET", path(ground) + path))).isEqualTo("not_found");
        }
        assertThat(admin.call("GET", "/content/image/" + picture).statusCode()).isEqualTo(404);
        assertThat(admin.call("GET", "/api/image/" + picture).statusCode()).isEqualTo(404);
        assertThat(files(picture)).isZero();
        assertThat(admin.json(200, "GET", "/api/bots/" + ground.bot() + "/sessions/" + ground.session() + "/log")
                        .getJsonArray("data"))
                .isEmpty();
    }

    private static long files(String picture) throws IOException {
        try (Stream<Path> files = Files.walk(server.directory().resolve("uploads"))) {
            return files.filter(file -> file.toString().contains(picture)).count();
        }
    }

    @Test
    void idsAreTakenInEitherCase() {
        Ground ground = Ground.fresh(server);

        assertThat(admin.json(200, "GET", "/api/v1/sessions/" + ground.session().toUpperCase(Locale.ROOT))
                        .getJsonObject("data")
                        .getString("id"))
                .isEqualTo(ground.session());
        assertThat(admin.call("GET", "/api/v1/bots/" + UUID.randomUUID() + "/sessions")
                        .statusCode())
                .isEqualTo(404);
    }
}
