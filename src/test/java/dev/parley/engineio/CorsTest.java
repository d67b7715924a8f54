package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.websocket.OriginPolicy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins, whose requests carry credentials. */
@Timeout(60)
class CorsTest {
    private static final String OPEN = "/engine.io/?EIO=4&transport=polling";
    private static final String GOOD = "https://good.example";

    private EngineServer server;

    @BeforeEach
    void start() {
        server = new EngineServer(builder -> builder.origins(OriginPolicy.list(List.of(GOOD))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, "/engine.io/?transport=abc", OPEN + "&sid=0.gone"})
    void everyAnswerToAnOriginThatIsLetInMayBeRead(String path) throws Exception {
        HttpResponse<byte[]> response = RawRequests.raw(server.port(), "GET", path, "Origin", GOOD);

        assertThat(header(response, "access-control-allow-origin")).isEqualTo(GOOD);
        assertThat(header(response, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(response, "vary")).isEqualTo("Origin");
    }

    @Test
    void anotherOriginIsRefusedAndReadsNothing() throws Exception {
        HttpResponse<byte[]> response = RawRequests.raw(server.port(), "GET", OPEN, "Origin", "https://evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(header(response, "access-control-allow-origin")).isEmpty();
        assertThat(server.endpoint().connections()).isZero();
    }

    @Test
    void aWebSocketOfAnotherOriginIsRefused() throws Exception {
        try (RawSocket socket = new RawSocket(server.port())) {
            assertThat(socket.request(
                                    "GET",
                                    "/engine.io/?EIO=4&transport=websocket",
                                    Map.of("Origin", "https://evil.example"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aRequestWithoutAnOriginIsLetIn() throws Exception {
        HttpResponse<byte[]> response = RawRequests.raw(server.port(), "GET", OPEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "access-control-allow-origin")).isEmpty();
    }

    @Test
    void aPreflightSaysWhatIsAllowed() throws Exception {
        HttpResponse<byte[]> response = RawRequests.raw(
                server.port(),
                "OPTIONS",
                OPEN,
                "Origin",
                GOOD,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "access-control-allow-origin")).isEqualTo(GOOD);
        assertThat(header(response, "access-control-allow-methods")).isEqualTo("GET,POST");
        assertThat(header(response, "access-control-allow-headers")).isEqualTo("content-type");
    }

    @Test
    void anOriginThatIsNoneIsABadRequest() throws Exception {
        try (EngineServer open = new EngineServer(builder -> builder);
                RawSocket socket = new RawSocket(open.port())) {
            assertThat(socket.request("GET", OPEN, Map.of("Origin", "http://a\u00e9"))
                            .status())
                    .isEqualTo(400);
        }
    }
}
