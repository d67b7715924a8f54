package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializerTest {
    private static final Serializer V1 = V1Serializer.INSTANCE;
    private static final Serializer V2 = V2Serializer.INSTANCE;

    @ParameterizedTest
    @ValueSource(strings = {"2.0.0", "2.0.9", "2.0.0+build", "2.0.10+a.b-1"})
    void secondGenerationIsSpoken(String vsn) {
        assertThat(Handshake.serializer(vsn)).isSameAs(V2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.0.7"})
    void firstGenerationIsSpoken(String vsn) {
        assertThat(Handshake.serializer(vsn)).isSameAs(V1);
        assertThat(Handshake.serializer(null)).isSameAs(V1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.0.0",
                "1.1.0",
                "2.1.0",
                "2.0",
                "2",
                "",
                "abc",
                "2.0.0-rc.1",
                " 2.0.0",
                "2.0.0 ",
                "2.0.00",
                "02.0.0",
                "2.0.0+",
                "2.0.0.0"
            })
    void otherVersionsAreNot(String vsn) {
        assertThat(Handshake.serializer(vsn)).isNull();
    }

    @Test
    void aVersionThatIsNoStringIsNotSpoken() {
        assertThat(Handshake.serializer(new JsonObject())).isNull();
    }

    @Test
    void anArrayOfFiveIsAMessageAndMoreIsIgnored() {
        Message message = V2.decodeText(bytes(" [\"1\", {\"a\":1}, \"t\", \"e\", [1], 7, {\"x\":[]}] "));
        assertThat(message.joinRef()).isEqualTo("1");
        assertThat(message.ref()).isEqualTo(new JsonObject().put("a", 1));
        assertThat(message.topic()).isEqualTo("t");
        assertThat(message.event()).isEqualTo("e");
        assertThat(message.payload()).isEqualTo(new Payload.Json(new JsonArray().add(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[]",
                "null",
                "{}",
                "[1,2,3,4]",
                "[1,2,3,4,5",
                "[1,2,3,4,5] x",
                "[1,2,3,4,5]]",
                "[1,2,3,4,5,]",
                "[1,2,3,4,5,nope]",
                "[1,2,3,4,01]",
                "[1,2,3,4,NaN]",
                "[1,2,3,4,1E400]",
                "[1,2,3,4,-1e400]",
                "[1,2,3,4,'x']",
                "[1,2,3,4,\"\\ud83d\"]",
                "[1,2,3,4,\"\\ude00\\ud83d\"]",
                "[1,2,3,4,{\"\\ud83d\":1}]",
                "[1,2,3,4,\"a\\ud83db\"]",
                "[1,2,3,4,\"\n\"]",
                "\ufeff[1,2,3,4,5]",
                "[1,2,3,4,5,\"\\udc00\"]",
                "[1,2,3,4,5] // no",
                "[1,2,3,4,.5]"
            })
    void whatIsNoMessageIsMalformed(String text) {
        assertThatThrownBy(() -> V2.decodeText(bytes(text)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.closeCode()).isEqualTo(1011));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "5b22c328225d", "eda080", "f4908080", "c0af"})
    void brokenUtf8HasItsOwnCode(String hex) {
        assertThatThrownBy(() -> V2.decodeText(HexFormat.of().parseHex(hex)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.closeCode()).isEqualTo(1007));
    }

    @Test
    void aWrittenReplacementCharacterIsNoBrokenUtf8() {
        assertThat(V2.decodeText(bytes("[1,2,3,4,\"\ufffd\"]")).payload()).isEqualTo(new Payload.Json("\ufffd"));
    }

    @Test
    void utf16IsNotGuessed() {
        byte[] utf16 = "[1,2,3,4,5]".getBytes(StandardCharsets.UTF_16BE);
        assertThatThrownBy(() -> V2.decodeText(utf16)).isInstanceOf(MalformedException.class);
    }

    @Test
    void theFirstOfEqualKeysWins() {
        assertThat(V2.decodeText(bytes("[1,2,3,4,{\"a\":null,\"a\":2,\"b\":{\"c\":1,\"c\":2}}]"))
                        .payload())
                .isEqualTo(new Payload.Json(new JsonObject().putNull("a").put("b", new JsonObject().put("c", 1))));
        assertThat(V1.decodeText(bytes("{\"topic\":\"x\",\"topic\":\"y\",\"event\":1,\"payload\":2,\"ref\":3}"))
                        .topic())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "1e2,100.0",
        "1e-7,1.0E-7",
        "-0,0",
        "-0.0,-0.0",
        "1.0,1.0",
        "0.1,0.1",
        "1.5e300,1.5E300",
        "2e-3,0.002",
        "123456789012345678901234567890,123456789012345678901234567890",
        "2.2250738585072014E-308,2.2250738585072014E-308"
    })
    void numbersKeepTheirValueAndAreWrittenShort(String read, String written) {
        Payload payload = V2.decodeText(bytes("[1,2,3,4," + read + "]")).payload();
        assertThat(text(V2.reply(1, 2, "t", "ok", payload)))
                .isEqualTo("[1,2,\"t\",\"phx_reply\",{\"response\":" + written + ",\"status\":\"ok\"}]");
    }

    @Test
    void aNumberOfThousandDigitsIsExact() {
        String digits = "7".repeat(1_000);
        assertThat(V2.decodeText(bytes("[1,2,3,4," + digits + "]")).payload())
                .isEqualTo(new Payload.Json(new BigInteger(digits)));
    }

    @Test
    void deepNestingIsAMessageOrMalformedButNeverAnotherError() {
        String half = nested(500);
        Payload payload = V2.decodeText(bytes("[1,2,3,4," + half + "]")).payload();
        assertThat(text(V2.push(
                        "1", "t", "e", Payload.of(new JsonObject().put("x", ((Payload.Json) payload).value())))))
                .contains(half);
        assertThatThrownBy(() -> V2.decodeText(bytes("[1,2,3,4," + nested(1_000) + "]")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> V2.decodeText(bytes("[".repeat(900_000)))).isInstanceOf(MalformedException.class);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(text(V2.push("1", "t", "e", Payload.of(new JsonObject().put("u", "é\u2028/<>&'\"\\\n\u0001😀")))))
                .isEqualTo("[\"1\",null,\"t\",\"e\",{\"u\":\"é\u2028/<>&'\\\"\\\\\\n\\u0001😀\"}]");
    }

    @Test
    void encodedPayloadsAreSplicedAsTheyAre() {
        assertThat(text(V2.reply(null, "2", "t", "ok", new Payload.Encoded("[1, 2]"))))
                .isEqualTo("[null,\"2\",\"t\",\"phx_reply\",{\"response\":[1, 2],\"status\":\"ok\"}]");
        assertThat(text(V1.push("1", "t", "e", new Payload.Encoded("{\"a\":1}"))))
                .isEqualTo("{\"event\":\"e\",\"payload\":{\"a\":1},\"ref\":null,\"topic\":\"t\"}");
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertThatThrownBy(() -> V2.reply(1, 2, "t", "ok", new Payload.Json(new Object())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> V2.reply(1, 2, "t", "ok", new Payload.Json(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> V2.reply(1, 2, "t", "ok", new Payload.Json("a\ud83db")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> V1.push(1, "t", "e", new Payload.Binary(Buffer.buffer("x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void firstGenerationEndsSayTheJoinRefAsRef() {
        assertThat(text(V1.end("7", "t", "phx_close")))
                .isEqualTo("{\"event\":\"phx_close\",\"payload\":{},\"ref\":\"7\",\"topic\":\"t\"}");
        assertThat(text(V2.end("7", "t", "phx_error"))).isEqualTo("[\"7\",\"7\",\"t\",\"phx_error\",{}]");
    }

    @Test
    void binaryFramesAreThoseOfPhoenix() {
        Payload.Binary data = new Payload.Binary(Buffer.buffer(new byte[] {1, 2}));
        assertThat(hex(V2.push("1", "lab:ok", "e", data))).isEqualTo("00010601316c61623a6f6b650102");
        assertThat(hex(V2.reply("1", "2", "lab:ok", "ok", data))).isEqualTo("010101060231326c61623a6f6b6f6b0102");
        assertThat(hex(V2.broadcast("lab:ok", "e", data))).isEqualTo("0206016c61623a6f6b650102");
        assertThat(hex(V2.reply(null, 12, "t", "ok", data))).isEqualTo("0100020102" + "3132" + "74" + "6f6b" + "0102");
        assertThatThrownBy(() -> V2.push("x".repeat(256), "t", "e", data)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBinaryPushIsRead() {
        Message message = V2.decodeBinary(HexFormat.of().parseHex("00010001023174653200ff"));
        assertThat(message.joinRef()).isEqualTo("1");
        assertThat(message.ref()).isEqualTo("");
        assertThat(message.topic()).isEqualTo("t");
        assertThat(message.event()).isEqualTo("e2");
        assertThat(message.payload()).isEqualTo(new Payload.Binary(Buffer.buffer(new byte[] {0, (byte) 0xff})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00010101", "0100000000", "02000000", "0001000000", "00ff010203", "5b5d"})
    void brokenBinaryFramesAreMalformed(String hex) {
        assertThatThrownBy(() -> V2.decodeBinary(HexFormat.of().parseHex(hex))).isInstanceOf(MalformedException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Frame frame) {
        assertThat(frame.binary()).isFalse();
        return new String(frame.bytes(), StandardCharsets.UTF_8);
    }

    private static String hex(Frame frame) {
        assertThat(frame.binary()).isTrue();
        return HexFormat.of().formatHex(frame.bytes());
    }
}
