package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every answer tells browsers, whatever was asked. */
class SecurityHeadersTest {
    private static final Pattern PATH = Pattern.compile("(?m)^  (/\\S+):$");

    private static TestServer server;
    private static String bot;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ConfigKey.METRICS_PORT, 0));
        bot = server.makeBot("{\"engine\":{\"type\":\"echo\"},\"origins\":[\"https://shop.example\"],"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\",\"page\":true}]}");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void everyRouteAnswersWithThemToEveryMethodAndWithOrWithoutToken() throws Exception {
        for (String path : paths()) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
                for (String token : List.of("", TestServer.ADMIN_TOKEN)) {
                    check(
                            method + " " + path,
                            ask(server.url() + path, method, token).headers());
                }
            }
        }
    }

    @Test
    void soDoesTheOpenPortOfMetrics() throws Exception {
        String url = "http://127.0.0.1:" + server.parley().metricsPort();
        check("metrics", ask(url + "/metrics", "GET", "").headers());
        check("nothing", ask(url + "/", "GET", "").headers());
    }

    @Test
    void soDoesTheAnswerToWhatIsNoHttp() throws IOException {
        for (String request :
                List.of("GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n", "GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n")) {
            String answer = raw(request);

            assertThat(answer).as(request).startsWith("HTTP/1.1 400");
            assertThat(answer)
                    .as(request)
                    .contains("x-content-type-options: nosniff")
                    .doesNotContainIgnoringCase("\r\nserver:");
        }
    }

    @Test
    void aPageMayBeFramedWhereItsBotSaysSoAndNothingElseAnywhere() throws Exception {
        assertThat(policy("/chat/" + bot)).contains("frame-ancestors 'self' https://shop.example");
        assertThat(policy("/chat/" + UUID.randomUUID())).endsWith("frame-ancestors 'self'");
        assertThat(policy("/health/live")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    private static void check(String what, HttpHeaders headers) {
        assertThat(headers.allValues("x-content-type-options")).as(what).containsExactly("nosniff");
        assertThat(headers.allValues("referrer-policy")).as(what).containsExactly("no-referrer");
        assertThat(headers.allValues("content-security-policy")).as(what).hasSize(1);
        assertThat(headers.firstValue("content-security-policy").orElseThrow())
                .as(what)
                .contains("default-src 'none'")
                .contains("frame-ancestors");
        assertThat(headers.firstValue("server")).as(what).isEmpty();
        assertThat(headers.firstValue("x-powered-by")).as(what).isEmpty();
    }

    /** Every path of the REST API's document, and what is served beside it. */
    private static List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/chat/" + bot,
                "/page/chat.js",
                "/page/chat.css",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/content/image/" + UUID.randomUUID(),
                "/content/image/" + bot + "/" + UUID.randomUUID(),
                "/socket/longpoll?vsn=2.0.0",
                "/socket/websocket",
                "/api",
                "/no/such/path"));
        try (InputStream document =
                Objects.requireNonNull(SecurityHeadersTest.class.getResourceAsStream("/dev/parley/api/openapi.yaml"))) {
            String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
            List<String> documented =
                    PATH.matcher(text).results().map(path -> path.group(1)).toList();
            assertThat(documented).hasSizeGreaterThan(20);
            documented.forEach(path ->
                    paths.add(path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString())));
        }
        return paths;
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0 && answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    private static String policy(String path) throws Exception {
        return ask(server.url() + path, "GET", "")
                .headers()
                .firstValue("content-security-policy")
                .orElseThrow();
    }

    private static HttpResponse<String> ask(String url, String method, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return server.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
