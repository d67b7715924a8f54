package dev.parley.media;

import static dev.parley.media.ImageServer.on;
import static dev.parley.media.Pictures.DOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDownloadTest {
    private static final String UNKNOWN = "2f6dc44d-dad1-4969-b22f-729c3b77f638";

    private final HttpClient http = HttpClient.newHttpClient();
    private ImageServer server;
    private String image;

    @BeforeEach
    void uploadOne(@TempDir Path directory) throws Exception {
        server = new ImageServer(directory, ImageLimits.DEFAULT, Disk.real());
        HttpRequest upload = request("/content/image/" + server.bot.id() + "/" + server.session)
                .header("content-type", Form.TYPE)
                .POST(BodyPublishers.ofByteArray(Form.file(DOT)))
                .build();
        image = new JsonObject(http.send(upload, BodyHandlers.ofString()).body()).getString("id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anImageComesWithTheHeadersThatKeepABrowserFromRunningIt() throws Exception {
        for (String path : List.of("/content/image/" + image, "/api/image/" + image)) {
            HttpResponse<byte[]> response = get(path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(DOT);
            assertThat(header(response, "content-type")).contains("image/png");
            assertThat(header(response, "content-length")).contains("" + DOT.length);
            assertThat(header(response, "x-content-type-options")).contains("nosniff");
            assertThat(header(response, "content-security-policy")).contains("default-src 'none'");
            assertThat(header(response, "cache-control")).get().asString().startsWith("private, max-age=");
            assertThat(header(response, "access-control-allow-origin")).contains("*");
            assertThat(header(response, "etag")).contains("\"" + image + "\"");
        }
    }

    @Test
    void anImageComesOverHttp1AsOverHttp2() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            byte[] large = Pictures.written("png", 1_200, 900);
            HttpRequest upload = request("/content/image/" + server.bot.id() + "/" + server.session)
                    .version(version)
                    .header("content-type", Form.TYPE)
                    .POST(BodyPublishers.ofByteArray(Form.file(large)))
                    .build();
            String id =
                    new JsonObject(http.send(upload, BodyHandlers.ofString()).body()).getString("id");
            HttpResponse<byte[]> response = send(request("/content/image/" + id).version(version));
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo(large);
            assertThat(header(response, "content-length")).contains("" + large.length);
        }
    }

    @Test
    void headSaysTheLengthAndSendsNothing() throws Exception {
        HttpResponse<byte[]> response =
                send(request("/content/image/" + image).method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-length")).contains("" + DOT.length);
        assertThat(header(response, "content-type")).contains("image/png");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whoHasItAlreadyIsToldSo() throws Exception {
        String tag = "\"" + image + "\"";
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<byte[]> response =
                    send(request("/content/image/" + image).header("if-none-match", known));
            assertThat(response.statusCode()).isEqualTo(304);
            assertThat(header(response, "etag")).contains(tag);
            assertThat(response.body()).isEmpty();
        }
        assertThat(send(request("/content/image/" + image).header("if-none-match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anIdInUpperCaseIsFound() throws Exception {
        assertThat(get("/content/image/" + image.toUpperCase(Locale.ROOT)).body())
                .isEqualTo(DOT);
    }

    @Test
    void anUnknownIdIsAnEmpty404AndAMalformedOneA400() throws Exception {
        HttpResponse<byte[]> unknown = get("/content/image/" + UNKNOWN);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEmpty();
        for (String path : List.of("/content/image/zzz", "/api/image/zzz", "/content/image/1-1-1-1-1")) {
            HttpResponse<byte[]> malformed = get(path);
            assertThat(malformed.statusCode()).isEqualTo(400);
            assertThat(new String(malformed.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("{\"errors\":{\"detail\":");
        }
    }

    @Test
    void anErasedImageIsGoneAtOnceAlsoForThoseWhoHaveIt() throws Exception {
        var ids = on(server.store.erase(server.target())).orElseThrow();
        HttpResponse<byte[]> again =
                send(request("/content/image/" + image).header("if-none-match", "\"" + image + "\""));
        assertThat(again.statusCode()).isEqualTo(404);
        on(server.images.delete(ids));
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aRecordWithoutItsFileIs404() throws Exception {
        Files.delete(server.files().get(0));
        assertThat(get("/content/image/" + image).statusCode()).isEqualTo(404);
    }

    @Test
    void theApiRouteRefusesWhoeverTakesNoJson() throws Exception {
        HttpResponse<byte[]> refused = send(request("/api/image/" + image).header("accept", "image/png"));
        assertThat(refused.statusCode()).isEqualTo(406);
        for (String accept : List.of("*/*", "image/png, */*;q=0.1", "application/json", "APPLICATION/*")) {
            assertThat(send(request("/api/image/" + image).header("accept", accept))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(send(request("/content/image/" + image).header("accept", "image/png"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void preflightIsAnsweredOnEveryPath() throws Exception {
        for (String path : List.of("/content/image/x/y", "/content/image/" + image, "/api/image/x")) {
            HttpResponse<byte[]> response = send(
                    request(path).method("OPTIONS", BodyPublishers.noBody()).header("origin", "http://page.example"));
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(header(response, "access-control-allow-origin")).contains("*");
            assertThat(header(response, "access-control-allow-methods")).contains("GET,POST,PUT,PATCH,DELETE,OPTIONS");
            assertThat(header(response, "access-control-allow-headers"))
                    .get()
                    .asString()
                    .contains("Content-Type");
            assertThat(header(response, "access-control-max-age")).contains("1728000");
        }
    }

    @Test
    void otherPathsAndMethodsAreAidas404() throws Exception {
        HttpResponse<byte[]> path = get("/content/other");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(new String(path.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"errors\":{\"detail\":\"Page not found\"}}");
        assertThat(send(request("/content/image/" + image).DELETE()).statusCode())
                .isEqualTo(404);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }
}
