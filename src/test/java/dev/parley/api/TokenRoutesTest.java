package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens made, listed and revoked by REST. */
class TokenRoutesTest {
    private static final String PATH = "/api/v1/tokens";

    private static TestServer server;
    private static DocumentedAnswers documented;
    private static Api admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        documented = new DocumentedAnswers(server.vertx());
        admin = new Api(server, documented, TestServer.ADMIN_TOKEN);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static JsonObject make(String name) {
        return admin.json(201, "POST", PATH, new JsonObject().put("name", name).put("role", "read"));
    }

    @Test
    void aTokenIsShownOnceAndItsHashNever() throws IOException {
        String bot = UUID.randomUUID().toString();
        JsonObject made = admin.json(
                201,
                "POST",
                PATH,
                new JsonObject().put("name", " once ").put("role", "operator").put("bots", new JsonArray().add(bot)));

        JsonObject row = made.getJsonObject("data");
        assertThat(row.getString("name")).isEqualTo("once");
        assertThat(row.getJsonArray("bots")).containsExactly(bot);
        JsonArray listed = admin.json(200, "GET", PATH).getJsonArray("data");
        assertThat(listed).contains(row);
        assertThat(listed.encode()).doesNotContain(made.getString("token")).doesNotContain("hash");
        try (Stream<Path> files = Files.walk(server.directory().resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(made.getString("token"));
            }
        }
    }

    @Test
    void aNameIsTakenOnce() {
        make("twice");

        for (String taken : List.of("twice", " twice ", "admin", "open")) {
            assertThat(Api.code(
                            409,
                            admin.call(
                                    "POST",
                                    PATH,
                                    new JsonObject().put("name", taken).put("role", "admin"))))
                    .isEqualTo("name_taken");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 201", "100, 201", "101, 422"})
    void aNameHasAHundredCharacters(int length, int status) {
        JsonObject asked = new JsonObject().put("name", "n".repeat(length)).put("role", "read");

        Api.json(status, admin.call("POST", PATH, asked));
    }

    @Test
    void aBlankNameARoleThatIsNoneAndABotThatIsNoIdAreRefused() {
        List<JsonObject> wrong = List.of(
                new JsonObject().put("name", "  ").put("role", "read"),
                new JsonObject().put("name", "x").put("role", "owner"),
                new JsonObject().put("name", "x").put("role", "read").put("bots", new JsonArray().add("every")));
        for (JsonObject asked : wrong) {
            assertThat(Api.code(422, admin.call("POST", PATH, asked))).isEqualTo("invalid");
        }
        assertThat(admin.json(200, "GET", PATH).encode()).doesNotContain("\"x\"");
    }

    @Test
    void aRevokedTokenOpensNothingFromThenOnOverWhateverConnection() {
        JsonObject made = make("to go");
        String token = made.getString("token");
        List<Api> holders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Each has connections of its own, on the loops in turn.
            Api holder = admin.as(token);
            assertThat(holder.call("GET", "/api/version").statusCode()).isEqualTo(200);
            holders.add(holder);
        }

        admin.json(204, "DELETE", PATH + "/" + made.getJsonObject("data").getString("id"));

        for (Api holder : holders) {
            assertThat(holder.call("GET", "/api/version").statusCode()).isEqualTo(401);
            assertThat(holder.call("GET", "/api/v1/tokens").statusCode()).isEqualTo(401);
        }
        assertThat(admin.call("DELETE", PATH + "/" + made.getJsonObject("data").getString("id"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(make("to go").getString("token")).isNotEqualTo(token);
    }

    @Test
    void tokensOutliveARestartAndTheRevokedStayRevoked() {
        TestServer other = TestServer.start();
        try {
            DocumentedAnswers answers = new DocumentedAnswers(other.vertx());
            Api first = new Api(other, answers, TestServer.ADMIN_TOKEN);
            JsonObject kept = first.json(
                    201, "POST", PATH, new JsonObject().put("name", "kept").put("role", "read"));
            JsonObject gone = first.json(
                    201, "POST", PATH, new JsonObject().put("name", "gone").put("role", "read"));
            first.json(204, "DELETE", PATH + "/" + gone.getJsonObject("data").getString("id"));
            other.pause();

            other.resume();

            Api again = new Api(other, documented, kept.getString("token"));
            assertThat(again.call("GET", "/api/version").statusCode()).isEqualTo(200);
            assertThat(again.as(gone.getString("token"))
                            .call("GET", "/api/version")
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            other.stop();
        }
    }
}
