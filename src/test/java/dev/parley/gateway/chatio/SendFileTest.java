package dev.parley.gateway.chatio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Multipart;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that customers send: what is taken, what becomes of it, and that nothing is left of what is not. */
class SendFileTest {
    private static final int LIMIT = 10 << 20;
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    @AutoClose
    private static final ChatioServer chatio = new ChatioServer();

    private static final ChatioClient client = chatio.client;

    private ChatioClient.Token ada;
    private ChatioSocket socket;
    private String chat;

    @BeforeEach
    void chat() {
        ada = client.token();
        socket = client.login(ada);
        chat = socket.start();
    }

    private Multipart form(String name, String type, byte[] content) {
        return form(name, type, content, UUID.randomUUID().toString());
    }

    private Multipart form(String name, String type, byte[] content, String customId) {
        return new Multipart()
                .part("payload.chat_id", null, null, chat.getBytes(UTF_8))
                .part("payload.file", name, type, content)
                .part("payload.custom_id", null, null, customId.getBytes(UTF_8));
    }

    private HttpResponse<byte[]> send(Multipart form) {
        return client.sendFile(ada, form, Map.of());
    }

    private static JsonObject json(HttpResponse<byte[]> answer) {
        return new JsonObject(new String(answer.body(), UTF_8));
    }

    @Test
    void anImageIsShownWithItsSizeAndComesBackFromTheBot() {
        HttpResponse<byte[]> answer = send(form("dot.png", "image/png", PNG, "f-1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        String url = json(answer).getJsonObject("payload").getString("url");
        JsonObject event = socket.heard("incoming_event").getJsonObject("event");
        assertThat(event.getString("url")).isEqualTo(url);
        assertThat(event.getString("content_type")).isEqualTo("image/png");
        assertThat(event.getInteger("width")).isEqualTo(1);
        assertThat(event.getInteger("height")).isEqualTo(1);
        assertThat(event.getString("custom_id")).isEqualTo("f-1");
        JsonObject echoed = socket.heard("incoming_event").getJsonObject("event");
        assertThat(echoed.getString("type")).isEqualTo("file");
        assertThat(echoed.getString("author_id")).isEqualTo(chatio.bot);
        HttpResponse<byte[]> shown = client.http("GET", URI.create(url).getPath(), Map.of(), new byte[0]);
        assertThat(shown.headers().firstValue("content-type")).contains("image/png");
        assertThat(shown.headers().firstValue("content-disposition")).isEmpty();
    }

    @Test
    void anotherFileCanOnlyBeDownloaded() {
        byte[] script = "<script>alert(1)</script>".getBytes(UTF_8);

        String url = json(send(form("../a b/ä?.txt", "text/plain", script)))
                .getJsonObject("payload")
                .getString("url");

        JsonObject event = socket.heard("incoming_event").getJsonObject("event");
        assertThat(event.getString("name")).isEqualTo("ä?.txt");
        assertThat(event.getString("content_type")).isEqualTo("text/plain");
        assertThat(event.getInteger("size")).isEqualTo(script.length);
        assertThat(event.containsKey("width")).isFalse();
        String path = URI.create(url).getRawPath();
        HttpResponse<byte[]> download = client.http("GET", path, Map.of(), new byte[0]);
        assertThat(download.body()).isEqualTo(script);
        assertThat(download.headers().firstValue("content-type")).contains("application/octet-stream");
        assertThat(download.headers().firstValue("content-disposition")).contains("attachment");
        assertThat(download.headers().firstValue("x-content-type-options")).contains("nosniff");
        String asImage = path.replaceAll("/content/file/([^/]+)/.*", "/content/image/$1");
        assertThat(client.http("GET", asImage, Map.of(), new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anImageIsNoDownloadAndKeepsNothingOfWhatItWasCalled() {
        String url = json(send(form("evil.html", "text/plain", PNG)))
                .getJsonObject("payload")
                .getString("url");

        assertThat(url).contains("/content/image/");
        String asFile = URI.create(url).getPath().replace("/image/", "/file/") + "/x.png";
        assertThat(client.http("GET", asFile, Map.of(), new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFileMayHaveTenMegabytesAndNotOneByteMore() throws Exception {
        for (int size : new int[] {LIMIT - 1, LIMIT}) {
            assertThat(send(form("a.txt", "text/plain", new byte[size])).statusCode())
                    .isEqualTo(200);
            assertThat(socket.heard("incoming_event").getJsonObject("event").getInteger("size"))
                    .isEqualTo(size);
            socket.heard("incoming_event");
        }
        List<Path> before = files();

        HttpResponse<byte[]> refused = send(form("a.txt", "text/plain", new byte[LIMIT + 1]));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).getJsonObject("error").getString("type")).isEqualTo("validation");
        assertThat(files()).isEqualTo(before);
        socket.silent(100);
    }

    @Test
    void whatIsNotTakenLeavesNothing() throws Exception {
        List<Path> before = files();
        Multipart noFile = new Multipart().part("payload.chat_id", null, null, chat.getBytes(UTF_8));
        Multipart noChat = new Multipart().part("payload.file", "a.txt", "text/plain", new byte[1]);
        Multipart otherChat = noChat.part("payload.chat_id", null, null, "OTHER".getBytes(UTF_8));

        assertThat(send(form("a.exe", "application/x-msdownload", new byte[1])).statusCode())
                .isEqualTo(415);
        assertThat(send(form("a.svg", "image/svg+xml", "<svg/>".getBytes(UTF_8)))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(form("a.txt", "text/plain", new byte[0])).statusCode()).isEqualTo(400);
        assertThat(send(noFile).statusCode()).isEqualTo(400);
        assertThat(send(otherChat).statusCode()).isEqualTo(400);
        assertThat(client.sendFile(
                                new ChatioClient.Token("Bearer nope", ""),
                                form("a.txt", "text/plain", new byte[1]),
                                Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.http(
                                "POST",
                                "/customer/v0.5/action/send_file?license_id=123456",
                                Map.of("authorization", ada.bearer()),
                                "no form".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(400);

        assertThat(files()).isEqualTo(before);
        socket.silent(100);
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNoEventAndNoFile() throws Exception {
        List<Path> before = files();
        byte[] body = form("a.txt", "text/plain", new byte[1 << 20]).bytes();
        String head = "POST /customer/v0.5/action/send_file?license_id=123456 HTTP/1.1\r\nhost: x\r\nauthorization: "
                + ada.bearer() + "\r\ncontent-type: " + new Multipart().contentType() + "\r\ncontent-length: "
                + body.length
                + "\r\n\r\n";
        try (Socket raw = new Socket("127.0.0.1", chatio.server.port())) {
            OutputStream out = raw.getOutputStream();
            out.write(head.getBytes(UTF_8));
            out.write(body, 0, body.length - 10);
            out.flush();
            Waiting.until("it is on its way to the disk", () -> !files().equals(before));
        }

        Waiting.until("nothing is left", () -> files().equals(before));
        socket.silent(100);
    }

    @Test
    void aFileOpensAThreadWhereNoneIsActive() {
        socket.push("close_thread", new JsonObject().put("chat_id", chat));

        assertThat(send(form("dot.png", "image/png", PNG)).statusCode()).isEqualTo(200);

        assertThat(socket.heard("incoming_chat_thread")
                        .getJsonObject("chat")
                        .getJsonObject("thread")
                        .getBoolean("active"))
                .isTrue();
        assertThat(socket.heard("incoming_event").getJsonObject("event").getString("name"))
                .isEqualTo("dot.png");
    }

    @Test
    void browsersMayAskFirst() {
        HttpResponse<byte[]> answer = client.http(
                "OPTIONS",
                "/.chat.io/customer/v0.4/action/send_file?license_id=123456",
                Map.of(
                        "origin", "https://page.example",
                        "access-control-request-method", "POST",
                        "access-control-request-headers", "authorization"),
                new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://page.example");
        assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("authorization");
    }

    private static List<Path> files() {
        Path uploads = chatio.server.directory().resolve("uploads");
        try (Stream<Path> files = Files.walk(uploads)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
