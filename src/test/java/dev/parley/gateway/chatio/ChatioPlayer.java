package dev.parley.gateway.chatio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Multipart;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Plays one vector of {@code chatio-vectors.json}, whose head says how. */
final class ChatioPlayer {
    private static final int LIMIT_MS = 10_000;
    private static final String RAW = "/customer/v0.5/rtm/sio/?license_id=123456&EIO=3&transport=websocket";

    private final ChatioClient client;
    private final Via via;
    private final boolean typing;
    private final Map<String, String> bound = new HashMap<>();
    private final Map<String, ChatioSocket> sockets = new HashMap<>();
    private HttpResponse<byte[]> answer;

    ChatioPlayer(ChatioClient client, Via via, JsonObject vector) {
        this.client = client;
        this.via = via;
        this.typing = vector.getBoolean("typing", false);
        begin(vector.getString("preamble", "login"));
    }

    private void begin(String preamble) {
        if (preamble.equals("none")) {
            return;
        }
        ChatioClient.Token token = client.token();
        bound.put("token", token.bearer());
        bound.put("customer", token.customer());
        switch (preamble) {
            case "login" -> sockets.put("a", connect().login(token.bearer()));
            case "connected" -> sockets.put("a", connect());
            case "eio-ws" -> sockets.put("a", client.connect(Via.SOCKET_IO, RAW, null));
            case "token" -> {}
            default -> throw new AssertionError("preamble " + preamble);
        }
    }

    private ChatioSocket connect() {
        ChatioSocket socket = client.connect(via);
        return typing ? socket.showTyping() : socket;
    }

    void play(JsonArray steps) {
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.getJsonObject(i);
            try {
                play(step, sockets.get(step.getString("on", "a")));
            } catch (AssertionError wrong) {
                throw new AssertionError("step " + (i + 1) + ": " + step.encode(), wrong);
            }
        }
    }

    private void play(JsonObject step, ChatioSocket socket) {
        if (step.containsKey("send")) {
            socket.sendText(
                    via.encode(new JsonObject(filled(step.getJsonObject("send").encode()))));
        } else if (step.containsKey("expect")) {
            check("", step.getValue("expect"), socket.next());
        } else if (step.containsKey("expectNone")) {
            socket.silent(step.getInteger("expectNone"));
        } else if (step.containsKey("open")) {
            sockets.put(step.getString("open"), connect().login(bound.get("token")));
        } else if (step.containsKey("drop")) {
            socket.drop();
        } else if (step.containsKey("eio")) {
            socket.sendText(filled(step.getString("eio")));
        } else if (step.containsKey("expectEio")) {
            assertThat(socket.nextText(LIMIT_MS)).containsPattern(step.getString("expectEio"));
        } else if (step.containsKey("http")) {
            answer = ask(step.getJsonObject("http"));
        } else if (step.containsKey("expectHttp")) {
            check(step.getJsonObject("expectHttp"));
        } else {
            throw new AssertionError("unknown step");
        }
    }

    private HttpResponse<byte[]> ask(JsonObject request) {
        Map<String, String> headers = new HashMap<>();
        request.getJsonObject("headers", new JsonObject())
                .forEach(header -> headers.put(header.getKey(), filled((String) header.getValue())));
        byte[] body = new byte[0];
        if (request.containsKey("form")) {
            Multipart form = new Multipart();
            request.getJsonObject("form").forEach(part -> {
                if (part.getValue() instanceof JsonObject file) {
                    form.part(
                            part.getKey(),
                            file.getString("filename"),
                            file.getString("type"),
                            HexFormat.of().parseHex(file.getString("hex")));
                } else {
                    form.part(
                            part.getKey(),
                            null,
                            null,
                            filled((String) part.getValue()).getBytes(UTF_8));
                }
            });
            headers.put("content-type", form.contentType());
            body = form.bytes();
        }
        return client.http(request.getString("method"), request.getString("path"), headers, body);
    }

    private void check(JsonObject expected) {
        String text = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(expected.getInteger("status"));
        expected.getJsonObject("headers", new JsonObject())
                .forEach(header -> assertThat(
                                answer.headers().firstValue(header.getKey()).orElse(""))
                        .as(header.getKey())
                        .containsIgnoringCase((String) header.getValue()));
        if (expected.containsKey("json")) {
            check("", expected.getValue("json"), new JsonObject(text));
        }
        expected.getJsonArray("contains", new JsonArray())
                .forEach(part -> assertThat(text).contains((String) part));
        JsonArray payload = expected.getJsonArray("binaryPayload");
        if (payload != null) {
            List<String> packets = packets(answer.body());
            assertThat(packets).hasSize(payload.size());
            for (int i = 0; i < payload.size(); i++) {
                assertThat(packets.get(i)).containsPattern(payload.getString(i));
            }
        }
    }

    /** The packets of a binary payload, all of them text. */
    private static List<String> packets(byte[] body) {
        List<String> packets = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            assertThat(body[at]).isZero();
            int length = 0;
            for (at++; body[at] != (byte) 0xff; at++) {
                length = length * 10 + body[at];
            }
            packets.add(new String(body, at + 1, length, UTF_8));
            at += 1 + length;
        }
        return packets;
    }

    private void check(String at, Object expected, Object actual) {
        if (expected instanceof JsonObject object) {
            assertThat(actual).as(at).isInstanceOf(JsonObject.class);
            JsonObject there = (JsonObject) actual;
            object.forEach(member -> {
                String path = at + "/" + member.getKey();
                if ("$absent".equals(member.getValue())) {
                    assertThat(there.containsKey(member.getKey())).as(path).isFalse();
                } else {
                    assertThat(there.containsKey(member.getKey()))
                            .as(path + " in " + there.encode())
                            .isTrue();
                    check(path, member.getValue(), there.getValue(member.getKey()));
                }
            });
        } else if (expected instanceof JsonArray array) {
            assertThat(actual).as(at).isInstanceOf(JsonArray.class);
            JsonArray there = (JsonArray) actual;
            assertThat(there.size()).as(at + " " + there.encode()).isEqualTo(array.size());
            for (int i = 0; i < array.size(); i++) {
                check(at + "/" + i, array.getValue(i), there.getValue(i));
            }
        } else if (expected instanceof String text) {
            checkText(at, text, actual);
        } else {
            assertThat(actual).as(at).isEqualTo(expected);
        }
    }

    private void checkText(String at, String expected, Object actual) {
        if (expected.startsWith("$bind:")) {
            assertThat(actual).as(at).isInstanceOf(String.class);
            bound.put(expected.substring("$bind:".length()), (String) actual);
            return;
        }
        switch (expected) {
            case "$any" -> {}
            case "$string" ->
                assertThat(actual).as(at).isInstanceOf(String.class).isNotEqualTo("");
            case "$int" ->
                assertThat(actual instanceof Integer || actual instanceof Long)
                        .as(at)
                        .isTrue();
            default -> assertThat(actual).as(at).isEqualTo(filled(expected));
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : bound.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    void close() {
        sockets.values().stream().filter(ChatioSocket::isOpen).forEach(ChatioSocket::drop);
    }
}
