package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire forms of both revisions; the examples are those of the protocol's documents. */
class CodecTest {
    private static final Codec V3 = CodecV3.INSTANCE;
    private static final Codec V4 = CodecV4.INSTANCE;

    private static final Packet HELLO = Packet.Text.of(Packet.MESSAGE, "hello");
    private static final Packet EURO = Packet.Text.of(Packet.MESSAGE, "€");
    private static final Packet BYTES = new Packet.Binary(new byte[] {1, 2, 3, 4});

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(List<Packet> packets) {
        return packets.stream().map(CodecTest::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Packet packet) {
        return packet instanceof Packet.Binary binary
                ? Arrays.toString(binary.data())
                : ((Packet.Text) packet).type() + ((Packet.Text) packet).text();
    }

    @Test
    void revision4PartsPacketsByTheRecordSeparator() {
        byte[] body = V4.encodePayload(List.of(HELLO, EURO, BYTES));

        assertThat(body).isEqualTo(utf8("4hello\u001e4€\u001ebAQIDBA=="));
        assertThat(shown(V4.decodePayload(body))).isEqualTo("4hello 4€ [1, 2, 3, 4]");
    }

    @Test
    void revision3CountsTextInUtf16Units() {
        byte[] body = V3.encodePayload(List.of(EURO, BYTES, Packet.Text.of(Packet.MESSAGE, "😀!")));

        assertThat(body).isEqualTo(utf8("2:4€10:b4AQIDBA==4:4😀!"));
        assertThat(shown(V3.decodePayload(body))).isEqualTo("4€ [1, 2, 3, 4] 4😀!");
    }

    @Test
    void revision3CountsBytesInABodyOfBytes() {
        byte[] body = V3.encodeBinaryPayload(List.of(EURO, BYTES));

        assertThat(HexFormat.of().formatHex(body)).isEqualTo("0004ff34e282ac" + "0105ff0401020304");
        assertThat(shown(V3.decodeBinaryPayload(body))).isEqualTo("4€ [1, 2, 3, 4]");
    }

    @Test
    void revision3WritesEachDigitOfALengthAsANumber() {
        byte[] body = V3.encodeBinaryPayload(List.of(Packet.Text.of(Packet.MESSAGE, "x".repeat(119))));

        assertThat(HexFormat.of().formatHex(body)).startsWith("00010200ff3478");
        assertThat(V3.decodeBinaryPayload(body)).hasSize(1);
    }

    @Test
    void anAnswerIsBytesOnlyWhereRevision3HasSome() {
        assertThat(V3.wantsBinaryPayload(List.of(HELLO), false)).isFalse();
        assertThat(V3.wantsBinaryPayload(List.of(HELLO, BYTES), false)).isTrue();
        assertThat(V3.wantsBinaryPayload(List.of(HELLO), true)).isTrue();
        assertThat(V4.wantsBinaryPayload(List.of(BYTES), true)).isFalse();
    }

    @Test
    void aBinaryFrameBeginsWithItsTypeInRevision3Only() {
        Packet.Binary bytes = new Packet.Binary(new byte[] {7});

        assertThat(V3.binaryFrame(bytes)).containsExactly(4, 7);
        assertThat(V4.binaryFrame(bytes)).containsExactly(7);
        assertThat(shown(V3.decodeBinary(new byte[] {4, 7}))).isEqualTo("[7]");
        assertThat(shown(V4.decodeBinary(new byte[] {4, 7}))).isEqualTo("[4, 7]");
    }

    @Test
    void bytesTravelInATextFrameForClientsThatWantBase64() {
        Packet.Binary bytes = new Packet.Binary(new byte[] {1, 2, 3, 4});

        assertThat(V3.base64Frame(bytes)).isEqualTo(utf8("b4AQIDBA=="));
        assertThat(V4.base64Frame(bytes)).isEqualTo(utf8("bAQIDBA=="));
        assertThat(shown(V3.decodeText(utf8("b4AQIDBA==")))).isEqualTo("[1, 2, 3, 4]");
        assertThat(shown(V4.decodeText(utf8("bAQIDBA==")))).isEqualTo("[1, 2, 3, 4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "a", "abc", "b!", "4ok\u001e", "\u001e4ok", "4a\u001e\u001e4b"})
    void revision4RefusesABody(String body) {
        assertThatThrownBy(() -> V4.decodePayload(utf8(body))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4hello",
                ":4hello",
                "7:4hello",
                "x:4hello",
                "-1:4",
                "0:",
                "6:4hello1",
                "6:4hello:",
                "1:7",
                "3:b2A",
                "1:b",
                "2:4😀",
                "9999999999:4",
                "6:4hello6:4hell"
            })
    void revision3RefusesABodyOfText(String body) {
        assertThatThrownBy(() -> V3.decodePayload(utf8(body))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "0001ff",
                "0001ff37",
                "0202ff3434",
                "0003ff3434",
                "010aff04",
                "0101ff02",
                "0100ff",
                "00ff34",
                "0001ff34ff"
            })
    void revision3RefusesABodyOfBytes(String hex) {
        assertThatThrownBy(() -> V3.decodeBinaryPayload(HexFormat.of().parseHex(hex)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void revision4HasNoBodyOfBytes() {
        assertThatThrownBy(() -> V4.decodeBinaryPayload(new byte[] {1})).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"c3", "80", "f09f98", "eda080"})
    void textThatIsNoUtf8IsRefusedWhenItIsRead(String hex) {
        Packet.Text packet = (Packet.Text) V4.decodeText(HexFormat.of().parseHex("34" + hex));

        assertThatThrownBy(packet::text)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.closeCode()).isEqualTo(1007));
    }

    @Test
    void theReplacementCharacterItselfIsText() {
        assertThat(((Packet.Text) V4.decodeText(utf8("4\uFFFD"))).text()).isEqualTo("\uFFFD");
    }

    @Test
    void aBodyMayHaveAsManyPacketsAsTheLimitAndNotOneMore() {
        String most = String.join("\u001e", Collections.nCopies(Codec.MAX_PACKETS, "2"));
        String mostOf3 = "1:2".repeat(Codec.MAX_PACKETS);

        assertThat(V4.decodePayload(utf8(most))).hasSize(Codec.MAX_PACKETS);
        assertThat(V3.decodePayload(utf8(mostOf3))).hasSize(Codec.MAX_PACKETS);
        assertThatThrownBy(() -> V4.decodePayload(utf8(most + "\u001e2"))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> V3.decodePayload(utf8(mostOf3 + "1:2"))).isInstanceOf(MalformedException.class);
    }
}
