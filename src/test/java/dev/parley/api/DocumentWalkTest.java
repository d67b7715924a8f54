package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.TestServer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Walks the document: every operation with requests that are right and wrong; whatever is answered must be in it. */
class DocumentWalkTest {
    private static final JsonObject ECHO = new JsonObject()
            .put("bot", new JsonObject().put("manifest", new JsonObject("{\"engine\":{\"type\":\"echo\"}}")));
    private static final JsonObject AGENT = new JsonObject().put("agent", "Ann");

    /** A right request of each operation: body (or none) and query, and what it is answered. */
    private static final Map<String, Right> RIGHT = Map.ofEntries(
            right("showContract", 200),
            right("showVersion", 200),
            // No such service is used, so the right answer is that the token is not good.
            right("checkCredentials", 422, "?provider=wit_ai&auth_token=x"),
            right("listBots", 200),
            right("makeBot", 201, ECHO),
            right("showBot", 200),
            right("replaceBot", 200, ECHO),
            right("changeBot", 200, ECHO),
            right("eraseBot", 204),
            right("listSpans", 200),
            right("listSessionData", 200, "?period=all"),
            right("listErrors", 200),
            right("showUsage", 200, "?period=all"),
            right("showSkills", 200, "?period=today"),
            right("showLog", 200),
            right("sendMessage", 200, new JsonObject().put("message", "hello")),
            right("uploadAttachment", 200),
            right("forwardMessages", 200, new JsonObject().put("forward_messages_id", "7")),
            right("listSessions", 200, "?limit=1000"),
            right("listUndeliverable", 200, "?limit=1&after=" + UUID.randomUUID() + ":1"),
            right(
                    "replayUndeliverable",
                    200,
                    new JsonObject()
                            .put(
                                    "events",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put(
                                                            "session",
                                                            UUID.randomUUID().toString())
                                                    .put("seq", 1)))),
            right("showSession", 200),
            right("eraseSession", 204),
            right("showTranscript", 200, "?after=0&limit=1"),
            right("showTranscriptText", 200, "?after=0"),
            right(
                    "say",
                    201,
                    new JsonObject()
                            .put("text", "Which?")
                            .put(
                                    "buttons",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("title", "A")
                                                    .put("value", "a")))
                            .put("client_id", "c1")),
            right("type", 204, new JsonObject().put("on", true)),
            right("closeSession", 200),
            right("takeOver", 200, AGENT),
            right("handBack", 200),
            right("erasePerson", 204),
            right("listTokens", 200),
            right("makeToken", 201, new JsonObject().put("name", "walker").put("role", "read")),
            right("revokeToken", 204),
            right("listAudit", 200, "?before=1000000&limit=1000"));

    private static TestServer server;
    private static DocumentedAnswers documented;
    private static Api api;

    private record Right(int status, Object body, String query) {}

    @BeforeAll
    static void start() {
        server = TestServer.start();
        documented = new DocumentedAnswers(server.vertx());
        api = new Api(server, documented, TestServer.ADMIN_TOKEN);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static Map.Entry<String, Right> right(String operation, int status) {
        return Map.entry(operation, new Right(status, null, ""));
    }

    private static Map.Entry<String, Right> right(String operation, int status, String query) {
        return Map.entry(operation, new Right(status, null, query));
    }

    private static Map.Entry<String, Right> right(String operation, int status, JsonObject body) {
        return Map.entry(operation, new Right(status, body, ""));
    }

    @Test
    void everyOperationIsWalked() {
        assertThat(operations().map(Operation::id)).containsExactlyInAnyOrderElementsOf(RIGHT.keySet());
    }

    @TestFactory
    Stream<DynamicTest> aRightRequestIsAnsweredAsDocumented() {
        return each(operations(), operation -> {
            Right right = RIGHT.get(operation.id());
            Ground ground = Ground.fresh(server);
            if (operation.id().equals("uploadAttachment")) {
                assertThat(ground.picture(api)).isNotEmpty();
                return;
            }
            String path = ground.address(operation.path()).replace("{token}", token(operation)) + right.query();
            HttpResponse<String> answer = right.body() == null
                    ? api.call(operation.method().name(), path)
                    : api.call(operation.method().name(), path, right.body());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(right.status());
        });
    }

    private static String token(Operation operation) {
        return operation.id().equals("revokeToken")
                ? api.json(
                                201,
                                "POST",
                                "/api/v1/tokens",
                                new JsonObject().put("name", "to be revoked").put("role", "read"))
                        .getJsonObject("data")
                        .getString("id")
                : "";
    }

    @TestFactory
    Stream<DynamicTest> anAddressThatIsNoIdIsRefused() {
        return each(operations().filter(operation -> operation.path().contains("{")), operation -> {
            Right right = RIGHT.get(operation.id());
            String path = operation.path().replaceAll("\\{[^}]*}", "not-an-id") + right.query();
            assertRefused(operation, 400, "bad_request", request(operation, path, right.body()));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsRefused() {
        return each(own().filter(operation -> operation.path().contains("{")), operation -> {
            Right right = RIGHT.get(operation.id());
            String path =
                    operation.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString()) + right.query();
            assertRefused(operation, 404, "not_found", request(operation, path, right.body()));
        });
    }

    @TestFactory
    Stream<DynamicTest> aParameterOutOfBoundsIsRefused() {
        Ground ground = Ground.fresh(server);
        List<DynamicTest> tests = new ArrayList<>();
        own().forEach(operation -> parameters(operation).forEach(parameter -> {
            String name = parameter.getString("name");
            for (String wrong : wrong(parameter.getJsonObject("schema"))) {
                tests.add(DynamicTest.dynamicTest(operation.id() + " " + name + "=" + wrong, () -> {
                    String path = ground.address(operation.path()) + "?" + name + "=" + wrong;
                    assertRefused(operation, 400, "bad_request", request(operation, path, null));
                }));
            }
        }));
        assertThat(tests).hasSizeGreaterThan(10);
        return tests.stream();
    }

    // Resolves what the document refers to by name.
    private static List<JsonObject> parameters(Operation operation) {
        JsonObject document = Contract.document(Contract.text());
        JsonObject named = document.getJsonObject("components").getJsonObject("parameters");
        JsonObject described = document.getJsonObject("paths")
                .getJsonObject(operation.path())
                .getJsonObject(operation.method().name().toLowerCase(Locale.ROOT));
        return described.getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(parameter -> parameter.containsKey("$ref")
                        ? named.getJsonObject(parameter.getString("$ref").replaceFirst(".*/", ""))
                        : parameter)
                .toList();
    }

    private static List<String> wrong(JsonObject schema) {
        List<String> wrong = new ArrayList<>(List.of("x%20y"));
        if ("integer".equals(schema.getString("type"))) {
            wrong.add("1.5");
            wrong.add("99999999999999999999");
            wrong.add(String.valueOf(schema.getLong("minimum") - 1));
            if (schema.containsKey("maximum")) {
                wrong.add(String.valueOf(schema.getLong("maximum") + 1));
            }
        }
        return wrong;
    }

    @TestFactory
    Stream<DynamicTest> aBodyThatIsNotWhatTheOperationTakesIsRefused() {
        Ground ground = Ground.fresh(server);
        return each(own().filter(operation -> RIGHT.get(operation.id()).body() != null), operation -> {
            String method = operation.method().name();
            String path = ground.address(operation.path());
            String right = RIGHT.get(operation.id()).body().toString();

            assertRefused(
                    operation,
                    415,
                    "unsupported_media_type",
                    api.send(method, path, "text/plain", null, BodyPublishers.ofString(right)));
            assertRefused(operation, 400, "bad_request", api.call(method, path, "{\"agent\":"));
            for (String wrong : List.of("{}", "[]", "17", "null", "\"\"", right.replaceFirst("\\{", "{\"odd\":1,"))) {
                assertRefused(operation, 422, "invalid", api.call(method, path, wrong));
            }
            assertRefused(
                    operation,
                    413,
                    "too_long",
                    api.call(method, path, "{\"text\":\"" + "x".repeat(BodyReader.LIMIT) + "\"}"));
        });
    }

    @TestFactory
    Stream<DynamicTest> whoeverTakesNoJsonIsRefused() {
        Ground ground = Ground.fresh(server);
        return each(operations().filter(operation -> !operation.path().matches(".*(yaml|transcript.*)")), operation -> {
            String path = ground.address(operation.path())
                    .replace("{token}", UUID.randomUUID().toString());
            HttpResponse<String> refused =
                    api.send(operation.method().name(), path, null, "image/png", BodyPublishers.noBody());
            assertRefused(operation, 406, "not_acceptable", refused);
        });
    }

    @Test
    void anAddressNobodyServesIsNotFound() {
        assertThat(Api.json(404, api.call("GET", "/api/v1/nothing")).encode())
                .isEqualTo("{\"errors\":{\"detail\":\"Page not found\",\"code\":\"not_found\"}}");
        assertThat(Api.json(404, api.call("PATCH", "/api/v1/tokens")).encode()).contains("not_found");
        assertThat(Api.json(404, api.call("GET", "/api/nothing")).encode())
                .isEqualTo("{\"errors\":{\"detail\":\"Page not found\"}}");
        assertThat(Api.json(404, api.call("POST", "/api/version")).encode()).contains("Page not found");
    }

    @Test
    void theServedDocumentIsTheOneTheServerStandsOn() {
        HttpResponse<String> served = api.call("GET", "/api/openapi.yaml");

        assertThat(served.body()).isEqualTo(Contract.text());
        assertThat(served.headers().firstValue("content-type")).contains("application/yaml; charset=utf-8");
    }

    @Test
    void theDocumentsOperationsAndTheMountedRoutesAreTheSame(@TempDir Path files) {
        try (ApiServer small = new ApiServer(files, address -> false)) {
            Router router = Router.router(small.vertx);
            small.routes.mount(router);
            Set<String> mounted = new TreeSet<>();
            router.getRoutes().stream()
                    .filter(route -> route.getPath() != null)
                    .forEach(route -> route.methods().stream()
                            .filter(method -> !method.equals(HttpMethod.HEAD))
                            .forEach(method -> mounted.add(method + " " + route.getPath())));
            Set<String> written = new TreeSet<>();
            operations().forEach(operation -> written.add(operation.method() + " " + operation.route()));

            assertThat(mounted).isEqualTo(written);
        }
    }

    @Test
    void partsThatAreNotTheDocumentsAreRefusedAtStart(@TempDir Path files) {
        try (ApiServer small = new ApiServer(files, address -> false)) {
            ApiPart one = new TokenRoutes(small.tokens);

            assertThatThrownBy(() -> new ApiRoutes(small.access, small.contract, List.of(one)))
                    .hasMessageContaining("the document has");
            assertThatThrownBy(() -> new ApiRoutes(small.access, small.contract, List.of(one, one)))
                    .hasMessageContaining("is done twice");
        }
    }

    private static Stream<Operation> operations() {
        // Images are served to people without a token, by their own routes.
        return documented.operations().stream()
                .filter(operation -> operation.role().isPresent());
    }

    private static Stream<Operation> own() {
        return operations().filter(Operation::own);
    }

    private static HttpResponse<String> request(Operation operation, String path, Object body) {
        String method = operation.method().name();
        return body == null ? api.call(method, path) : api.call(method, path, body);
    }

    private static void assertRefused(Operation operation, int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.request().method() + " " + answer.uri() + " " + answer.body())
                .isEqualTo(status);
        if (operation.own()) {
            assertThat(Api.code(status, answer)).isEqualTo(code);
        }
    }

    private interface Check {
        void of(Operation operation) throws Exception;
    }

    private static Stream<DynamicTest> each(Stream<Operation> operations, Check check) {
        return operations.map(operation -> DynamicTest.dynamicTest(operation.id(), () -> check.of(operation)));
    }
}
