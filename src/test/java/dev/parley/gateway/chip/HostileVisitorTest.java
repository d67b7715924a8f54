package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.CapturedLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What nobody should send: it is dropped or refused, says nothing in the log, and disturbs no other visitor. */
class HostileVisitorTest {
    private static final JsonObject ALONE = new JsonObject();
    private static ChipServer chip;
    private static String bot;

    @BeforeAll
    static void start() {
        chip = new ChipServer();
        bot = chip.echo(ALONE);
    }

    @AfterAll
    static void stop() {
        chip.close();
    }

    @Test
    void whatIsNoCommandIsDroppedInSilenceAndTheSocketServesOn() {
        try (CapturedLog log = new CapturedLog(chip.server.vertx())) {
            ChipSocket visitor = chip.connect(bot);
            visitor.start(null);
            String[] junk = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{",
                "{\"type\":\"send_msg\",\"text\":\"x\"",
                "\"send_msg\"",
                "{\"type\":null}",
                "{\"type\":\"SEND_MSG\",\"text\":\"x\"}",
                "{\"type\":\"send_msg\",\"text\":{}}",
                "{\"type\":\"ack_chat\",\"msg_id\":1e300}",
                "{\"type\":\"ack_chat\",\"msg_id\":99999999999999999999}",
                "{\"type\":\"ack_chat\",\"msg_id\":\"not-a-uuid\"}",
                "{\"type\":\"get_history\",\"before\":\"0001-01-01T00:00:00Z\"}",
                "{\"type\":\"get_history\",\"before\":\"2026-13-01T00:00:00Z\"}",
                "{\"type\":\"get_history\",\"before\":\"2026-11-20t10:00:00z\"}",
                "[".repeat(2_000),
                "{\"a\":".repeat(700),
                "{\"type\":\"send_msg\",\"text\":\"\\ud800\"",
                "\u0000"
            };
            for (String frame : junk) {
                visitor.sendText(frame);
            }
            visitor.sendBinary("{\"TYPE\":\"send_msg\",\"Text\":\"still here\",\"x\":[{}]}");

            assertThat(visitor.nextOut().getString("text")).isEqualTo("echo: still here");
            assertThat(log.stackTraces()).isEmpty();
        }
    }

    @Test
    void aMessageMayHave4096BytesInOneFrameOrInPieces() {
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        String full = say(4_096);
        visitor.sendText(full);
        JsonObject out = visitor.nextOut();
        assertThat(out.getString("text")).hasSize(4_096 - say(0, "").length() + "echo: ".length());
        visitor.raw().writeFrame(WebSocketFrame.textFrame(full.substring(0, 2_000), false));
        visitor.raw().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(full.substring(2_000)), true));
        assertThat(visitor.ack(out.getLong("id")).nextOut().getString("text")).isEqualTo(out.getString("text"));

        visitor.raw().writeFrame(WebSocketFrame.textFrame(full.substring(0, 2_000), false));
        visitor.raw().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(full.substring(2_000) + " "), true));
        assertThat(visitor.closeCode()).isEqualTo(1009);
        ChipSocket other = chip.connect(bot);
        other.start(null);
        other.sendBinary(say(4_097));
        assertThat(other.closeCode()).isEqualTo(1009);
    }

    private static String say(int bytes) {
        return say(bytes - say(0, "").length(), "x");
    }

    private static String say(int times, String text) {
        return new JsonObject()
                .put("type", "send_msg")
                .put("text", text.repeat(times))
                .encode();
    }

    @Test
    void halfSurrogatesAndZerosAreNotStored() {
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);

        visitor.sendText("{\"type\":\"send_msg\",\"text\":\"a\\ud800b\\u0000c\"}");

        assertThat(visitor.nextOut().getString("text")).isEqualTo("echo: abc");
    }

    @Test
    void aFloodOfCommandsIsHandledInOrderWhileOthersTalk() {
        ChipSocket flood = chip.connect(bot);
        flood.start(null);
        ChipSocket other = chip.connect(bot);
        other.start(null);
        for (int i = 0; i < 200; i++) {
            flood.raw().writeTextMessage("{\"type\":\"send_msg\",\"text\":\"" + i + "\"}");
        }

        other.say("hello");
        assertThat(other.nextOut().getString("text")).isEqualTo("echo: hello");
        for (int i = 0; i < 50; i++) {
            JsonObject out = flood.nextOut();
            assertThat(out.getString("text")).isEqualTo("echo: " + i);
            flood.ack(out.getLong("id"));
        }
    }

    @Test
    void whatIsNoUpgradeIsRefusedInChipsWords() throws IOException {
        String upgrade = "connection: keep-alive, Upgrade\r\nupgrade: websocket\r\n";
        String key = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String path = "/wc/connect/" + bot + "/";

        assertThat(answer("GET", path, "")).contains(" 400 ", "sec-websocket-version: 13", "Bad Request");
        assertThat(answer("POST", path, "content-length: 0\r\n")).contains(" 400 ");
        assertThat(answer("POST", path, upgrade + key + "sec-websocket-version: 13\r\ncontent-length: 0\r\n"))
                .contains(" 405 ");
        assertThat(answer("GET", path, upgrade + key + "sec-websocket-version: 8\r\n"))
                .contains(" 400 ");
        assertThat(answer("GET", path, upgrade + "sec-websocket-version: 13\r\n"))
                .contains(" 400 ");
        assertThat(answer("GET", "/wc/connect/" + bot.toUpperCase(java.util.Locale.ROOT) + "/", upgrade + key))
                .contains(" 404 ", "404 page not found");
        assertThat(answer("GET", "/wc/send/" + bot, "")).contains(" 400 ", "error reading request");
        assertThat(answer("GET", path + "?chat_id=%zz", upgrade + key + "sec-websocket-version: 13\r\n"))
                .contains(" 101 ");
    }

    /** The head of an answer and what comes with it, in lower case but for the body. */
    private static String answer(String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", chip.server.port())) {
            socket.setSoTimeout(5_000);
            String request = method + " " + path + " HTTP/1.1\r\nhost: x\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder read = new StringBuilder();
            int expected = -1;
            while (expected < 0 || read.length() < expected) {
                int one = in.read();
                if (one < 0) {
                    break;
                }
                read.append((char) one);
                if (expected < 0 && read.toString().endsWith("\r\n\r\n")) {
                    java.util.regex.Matcher length = java.util.regex.Pattern.compile("(?i)content-length: (\\d+)")
                            .matcher(read);
                    expected = read.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
                }
            }
            return read.toString();
        }
    }

    @Test
    void aPageOfAnotherOriginIsRefusedWhereTheManifestNamesSome() {
        String manifest = "{\"engine\":{\"type\":\"echo\"},\"origins\":[\"https://shop.example\"],"
                + "\"channels\":[{\"type\":\"chip\"}]}";
        String guarded = chip.server.makeBot(manifest);

        assertThat(connectFrom("https://shop.example", guarded)).isEqualTo(101);
        assertThat(connectFrom("https://evil.example", guarded)).isEqualTo(403);
        assertThat(connectFrom("https://evil.example", bot)).isEqualTo(101);
    }

    private static int connectFrom(String origin, String to) {
        var options = new io.vertx.core.http.WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(chip.server.port())
                .setURI("/wc/connect/" + to + "/")
                .addHeader("origin", origin);
        try {
            dev.parley.testing.Waiting.on(chip.client().connect(options)).close();
            return 101;
        } catch (Exception failure) {
            return ((UpgradeRejectedException) failure).getStatus();
        }
    }

    @Test
    void anUnknownOrForeignBotIsNoChannel() {
        String plain = chip.server.makeBot(new JsonObject()
                .put("engine", new JsonObject().put("type", "echo"))
                .put("channels", new JsonArray())
                .encode());

        assertThatThrownBy(() -> chip.connect(plain))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused ->
                                assertThat(refused.getBody().toString()).isEqualTo("{\"error\":\"no such channel\"}"));
    }
}
