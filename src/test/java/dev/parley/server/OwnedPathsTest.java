package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.expertflow.ExpertflowOptions;
import dev.parley.gateway.gws.GwsOptions;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths belong to doors, wherever these are configured to stand, and what is said there of broken addresses. */
class OwnedPathsTest {
    private static final String CHAT = "{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"Hi\"}";
    private static final String CUSTOMER = "{\"channel\":\"web\",\"phone\":\"1\"}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                settings -> settings.set(GwsOptions.BASE, "/api/bots").set(ExpertflowOptions.BASE, "/api/v1"));
        server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\"},{\"type\":\"expertflow\"}]}");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void aDoorUnderTheApisPathsWantsNoTokenOfIt() throws Exception {
        assertThat(post("/api/bots/v2/chats", CHAT)).isEqualTo(200);
        assertThat(post("/api/v1/api/customer/init", CUSTOMER)).isEqualTo(200);
        assertThat(post("/api/bots/v2/chats/x/y/z", "{}"))
                .as("all of it is the door's")
                .isEqualTo(404);
    }

    @Test
    void whereNoDoorStandsTheApiAnswers() throws Exception {
        for (String path : new String[] {"/api/bots", "/api/v2/chats", "/api/customer", "/api/customer/init"}) {
            assertThat(post(path, "{}")).as(path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/bots/v2/chats/%zz | {\"statusCode\":10,",
                "/api/bots/v2/chats?x=% | {\"statusCode\":10,",
                "/api/v1/api/customer/%z | {\"code\":400,\"error\":",
                "/customer/v0.5/action/%zz | {\"error\":{\"type\":\"validation\",",
                "/licence/%/customer | {\"error\":{\"type\":\"validation\",",
                "/api/bots/%zz | {\"errors\":{\"detail\":\"Bad request\",",
                "/socket/%/websocket | {\"errors\":{\"detail\":\"Bad request\",",
            })
    void aBrokenAddressIsRefusedInTheOwnersForm(String path, String form) throws Exception {
        assertThat(answer(path)).startsWith("HTTP/1.1 400").contains("\r\n\r\n" + form);
    }

    @Test
    void aSocketReadsItsQueryItself() throws IOException {
        assertThat(answer("/socket/longpoll?vsn=2.0.0&odd=%zz")).startsWith("HTTP/1.1 200");
        for (String path : new String[] {"/api/v1/socket.io/", "/customer/v0.5/rtm/sio/"}) {
            assertThat(answer(path + "?EIO=4&transport=polling&odd=%zz"))
                    .as("as Engine.IO refuses")
                    .startsWith("HTTP/1.1 400")
                    .endsWith("{\"code\":3,\"message\":\"Bad request\"}");
        }
    }

    private static String answer(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return server.http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
