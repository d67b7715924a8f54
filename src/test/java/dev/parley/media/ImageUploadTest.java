package dev.parley.media;

import static dev.parley.media.ImageServer.on;
import static dev.parley.media.Pictures.DOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.SessionRef;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of AIDA's table for uploads, over HTTP. */
class ImageUploadTest {
    private static final int LIMIT = 26_214_400;
    private static final String UNKNOWN = "2f6dc44d-dad1-4969-b22f-729c3b77f638";

    @TempDir
    private static Path directory;

    private static ImageServer server;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = new ImageServer(directory, ImageLimits.DEFAULT, Disk.real());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void everyFileHasARecord() {
        assertThat(server.files())
                .allSatisfy(file -> assertThat(on(server.images.find(
                                UUID.fromString(file.getFileName().toString()))))
                        .isPresent());
    }

    @Test
    void anImageIsStoredAndAnsweredWithItsId() throws Exception {
        HttpResponse<String> response = upload(Form.file(DOT));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(new JsonObject(response.body()).fieldNames()).containsExactly("id");
        assertThat(get(response)).isEqualTo(DOT);
    }

    @Test
    void metadataIsGoneWhenTheImageComesBack() throws Exception {
        byte[] photo = Pictures.written("jpeg", 400, 300);
        byte[] loaded = Pictures.insert(photo, 2, Pictures.exifSegment(1));
        assertThat(get(upload(
                        new Form().part("file", "p.jpg", "image/png", loaded).body())))
                .isEqualTo(photo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "IMAGE/PNG", "Image/png", "application/octet-stream", "ximage/png"})
    void aPartOfAnotherTypeIs415InAidasOwnForm(String type) throws Exception {
        HttpResponse<String> response =
                upload(new Form().part("file", "a.png", type, DOT).body());
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).isEqualTo("{\"errors\":\"Unsupported Media Type\"}");
    }

    @Test
    void aPartWithoutATypeIs415() throws Exception {
        assertRefused(415, new Form().part("file", "a.png", null, DOT).body());
    }

    @Test
    void svgAndGarbageAre415WhateverTheyAreCalled() throws Exception {
        byte[] svg = Bytes.text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        assertRefused(
                415, new Form().part("file", "a.svg", "image/svg+xml", svg).body());
        assertRefused(415, Form.file(svg));
        assertRefused(415, Form.file(Bytes.text("garbage")));
        assertRefused(415, Form.file(java.util.Arrays.copyOf(DOT, 40)));
    }

    @Test
    void aBodyWithoutTheFileIs400() throws Exception {
        assertRefused(400, new Form().part("image", "a.png", "image/png", DOT).body());
        assertRefused(400, new Form().part("file", "", "image/png", DOT).body());
        assertRefused(
                400, new Form().part("file", "a.png", "image/png", new byte[0]).body());
        assertRefused(
                400, new Form().part("file", null, null, Bytes.text("hello")).body());
        assertRefused(400, new Form().part("file", null, "image/png", DOT).body());
        assertRefused(400, new Form().body());
        assertRefused(400, new byte[0]);
        assertRefused(400, Bytes.text("no multipart at all"));
        byte[] whole = Form.file(DOT);
        assertRefused(400, java.util.Arrays.copyOf(whole, whole.length - 6));
    }

    @Test
    void noBodyOrNoBoundaryIs400() throws Exception {
        assertError(400, send(path(), null, BodyPublishers.noBody()));
        assertError(400, send(path(), "multipart/form-data", BodyPublishers.ofByteArray(Form.file(DOT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "image/png", "multipart/related"})
    void aBodyOfAnotherKindIs415(String type) throws Exception {
        assertError(415, send(path(), type, BodyPublishers.ofString("{\"file\":\"x\"}")));
    }

    @Test
    void ofTwoFilesTheLastOneWins() throws Exception {
        byte[] gif = Pictures.written("gif", 20, 20);
        byte[] large = Pictures.written("png", 900, 900);
        Form form = new Form()
                .part("file", "a.png", "image/png", java.util.Arrays.copyOf(large, 400_000))
                .part("file", "b.gif", "image/gif", gif)
                .part("file", "", "image/png", DOT)
                .part("note", null, null, Bytes.text("hello"));
        assertThat(get(upload(form.body()))).isEqualTo(gif);
        assertRefused(
                400,
                new Form()
                        .part("file", "a.png", "image/png", DOT)
                        .part("file", null, null, Bytes.text("x"))
                        .body());
        assertRefused(
                415,
                new Form()
                        .part("file", "a.png", "image/png", DOT)
                        .part("file", "a.txt", "text/plain", DOT)
                        .body());
    }

    @Test
    void exactlyTheLimitPassesAndOneByteMoreIs413() throws Exception {
        assertThat(get(upload(Form.ofSize(DOT, LIMIT)))).isEqualTo(DOT);
        assertRefused(413, Form.ofSize(DOT, LIMIT + 1));
    }

    @Test
    void aChunkedBodyIsCountedToo() throws Exception {
        byte[] fits = Form.ofSize(DOT, LIMIT);
        byte[] over = Form.ofSize(DOT, LIMIT + 1);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(fits));
        assertThat(get(send(path(), Form.TYPE, chunked))).isEqualTo(DOT);
        BodyPublisher tooLong = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(over));
        assertError(413, send(path(), Form.TYPE, tooLong));
    }

    @Test
    void moreThanFortyMegapixelsAre413() throws Exception {
        assertThat(upload(Form.file(Pictures.pngOfSize(8_000, 5_000))).statusCode())
                .isEqualTo(200);
        assertRefused(413, Form.file(Pictures.pngOfSize(8_000, 5_001)));
    }

    @Test
    void unknownAndForeignSessionsAndBotsAre404() throws Exception {
        String bot = server.bot.id().toString();
        assertError(404, uploadTo(bot, UNKNOWN));
        assertError(404, uploadTo(UNKNOWN, server.session.toString()));
        assertError(404, uploadTo(server.shop.id().toString(), server.session.toString()));
        assertError(404, uploadTo(bot, server.open(server.bot, "chip").toString()));
    }

    @ParameterizedTest
    @CsvSource({"zzz," + UNKNOWN, UNKNOWN + ",zzz", UNKNOWN + ",1-1-1-1-1"})
    void idsThatAreNoUuidsAre400(String bot, String session) throws Exception {
        assertError(400, uploadTo(bot, session));
    }

    @Test
    void idsAreTakenInUpperCase() throws Exception {
        assertThat(uploadTo(upper(server.bot.id()), upper(server.session)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClosedSessionTakesNoImages() throws Exception {
        UUID closed = server.open(server.bot, "phoenix");
        on(server.store.close(new SessionRef(closed, server.bot.id(), "phoenix"), Author.SYSTEM));
        assertError(409, uploadTo(server.bot.id().toString(), closed.toString()));
    }

    @Test
    void aPageOfAnotherOriginIsRefusedWhenTheBotNamesItsOrigins() throws Exception {
        UUID session = server.open(server.shop, "phoenix");
        String path = "/content/image/" + server.shop.id() + "/" + session;
        BodyPublisher body = BodyPublishers.ofByteArray(Form.file(DOT));
        assertError(403, send(path, Form.TYPE, body, "origin", "https://evil.example"));
        assertError(403, send(path, Form.TYPE, body, "origin", "null"));
        assertThat(send(path, Form.TYPE, body, "origin", "https://shop.example").statusCode())
                .isEqualTo(200);
        assertThat(send(path, Form.TYPE, body).statusCode()).isEqualTo(200);
        assertThat(send(path(), Form.TYPE, body, "origin", "https://any.example")
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> upload(byte[] body) throws Exception {
        return send(path(), Form.TYPE, BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> uploadTo(String bot, String session) throws Exception {
        String path = "/content/image/" + bot + "/" + session;
        return send(path, Form.TYPE, BodyPublishers.ofByteArray(Form.file(DOT)));
    }

    private static HttpResponse<String> send(String path, String type, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(body);
        if (type != null) {
            request.header("content-type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] get(HttpResponse<String> uploaded) throws Exception {
        assertThat(uploaded.statusCode()).isEqualTo(200);
        String id = new JsonObject(uploaded.body()).getString("id");
        HttpRequest request =
                HttpRequest.newBuilder(uri("/content/image/" + id)).build();
        return HTTP.send(request, BodyHandlers.ofByteArray()).body();
    }

    private static void assertRefused(int status, byte[] body) throws Exception {
        assertError(status, upload(body));
    }

    private static void assertError(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(new JsonObject(response.body()).getValue("errors")).isNotNull();
    }

    private static String path() {
        return "/content/image/" + server.bot.id() + "/" + server.session;
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String upper(UUID id) {
        return id.toString().toUpperCase(java.util.Locale.ROOT);
    }
}
