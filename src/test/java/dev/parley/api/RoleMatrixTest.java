package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ApiToken.Role;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what, route by route, as the document says it. */
class RoleMatrixTest {
    private static TestServer server;
    private static DocumentedAnswers documented;
    private static Api admin;
    private static final Map<Role, Api> FOR_ALL = new EnumMap<>(Role.class);
    private static final Map<Role, Api> FOR_ONE = new EnumMap<>(Role.class);
    private static Ground own;
    private static Ground foreign;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        documented = new DocumentedAnswers(server.vertx());
        admin = new Api(server, documented, TestServer.ADMIN_TOKEN);
        own = Ground.fresh(server);
        foreign = Ground.fresh(server);
        for (Role role : Role.values()) {
            FOR_ALL.put(role, admin.made(role.text() + " of all", role.text()));
            FOR_ONE.put(role, admin.made(role.text() + " of one", role.text(), own.bot()));
        }
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    // Requests about nothing: whoever may call the operation is told so, and nothing happens.
    @TestFactory
    Stream<DynamicTest> aRoleMayDoWhatTheDocumentSaysAndNothingElse() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Operation operation : operations()) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role.text() + " " + operation.id(), () -> {
                    boolean may = role.compareTo(operation.role().orElseThrow()) >= 0;
                    assertAnswer(operation, FOR_ALL.get(role), may, "the token's role is " + role.text());
                }));
                tests.add(DynamicTest.dynamicTest(role.text() + " of one bot " + operation.id(), () -> {
                    boolean may = role.compareTo(operation.role().orElseThrow()) >= 0;
                    assertAnswer(operation, FOR_ONE.get(role), may && !operation.anyBot(), "the token");
                }));
            }
            tests.add(DynamicTest.dynamicTest("nobody " + operation.id(), () -> {
                HttpResponse<String> refused = aboutNothing(operation, admin.as(""));
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer realm=\"parley\"");
            }));
        }
        return tests.stream();
    }

    private static void assertAnswer(Operation operation, Api api, boolean may, String reason) {
        HttpResponse<String> answer = aboutNothing(operation, api);
        if (may) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403);
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains(reason);
        }
    }

    private static HttpResponse<String> aboutNothing(Operation operation, Api api) {
        String path = operation.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        return api.send(operation.method().name(), path, "application/json", null, BodyPublishers.ofString("{}"));
    }

    @TestFactory
    Stream<DynamicTest> forATokenOfAnotherBotTheBotIsNotThere() {
        Api other = FOR_ONE.get(Role.ADMIN);
        JsonObject before = admin.json(200, "GET", "/api/v1/sessions/" + foreign.session());
        return operations().stream()
                .filter(operation -> operation.path().matches(".*\\{(bot|session)}.*"))
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    HttpResponse<String> answer = harmful(operation, other, foreign.address(operation.path()));
                    HttpResponse<String> nothing = harmful(
                            operation,
                            other,
                            operation
                                    .path()
                                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));

                    assertThat(answer.statusCode()).isEqualTo(nothing.statusCode());
                    assertThat(answer.body()).isEqualTo(nothing.body());
                    assertThat(admin.json(200, "GET", "/api/v1/sessions/" + foreign.session()))
                            .isEqualTo(before);
                    assertThat(admin.call("GET", "/api/bots/" + foreign.bot()).statusCode())
                            .isEqualTo(200);
                }));
    }

    // A request that would do or tell something if the bot were the token's.
    private static HttpResponse<String> harmful(Operation operation, Api api, String path) {
        String query = operation.path().contains("/stats/") ? "?period=all" : "";
        String body = switch (operation.id()) {
            case "replaceBot", "changeBot" -> "{\"bot\":{\"manifest\":{\"engine\":{\"type\":\"echo\"}}}}";
            case "sendMessage" -> "{\"message\":\"hello\"}";
            case "forwardMessages" -> "{\"forward_messages_id\":\"7\"}";
            case "say" -> "{\"text\":\"hello\"}";
            case "type" -> "{\"on\":true}";
            case "takeOver" -> "{\"agent\":\"Eve\"}";
            case "replayUndeliverable" -> "{\"events\":[{\"session\":\"" + foreign.session() + "\",\"seq\":1}]}";
            default -> "";
        };
        return body.isEmpty()
                ? api.call(operation.method().name(), path + query)
                : api.call(operation.method().name(), path + query, body);
    }

    @Test
    void aTokenOfOneBotSeesThatBotAlone() {
        Api reader = FOR_ONE.get(Role.READ);

        assertThat(reader.json(200, "GET", "/api/bots").getJsonArray("data"))
                .singleElement()
                .extracting(bot -> ((JsonObject) bot).getString("id"))
                .isEqualTo(own.bot());
        assertThat(reader.json(200, "GET", "/api/bots/" + own.bot() + "/sessions")
                        .getJsonArray("data"))
                .hasSize(1);
        assertThat(reader.json(200, "GET", "/api/v1/sessions/" + own.session() + "/transcript")
                        .encode())
                .contains(Ground.SAID);
        assertThat(FOR_ONE.get(Role.OPERATOR)
                        .call("POST", "/api/v1/sessions/" + own.session() + "/messages", "{\"text\":\"hello\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static List<Operation> operations() {
        return documented.operations().stream()
                .filter(operation -> operation.role().isPresent())
                .toList();
    }
}
