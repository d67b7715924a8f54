package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engineio.MalformedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of packets; the examples are those of the protocol's document. */
class PacketDecoderTest {
    private static Packet decode(String text) {
        return PacketDecoder.decode(text, 3);
    }

    @Test
    void aConnectMaySayWhoItIs() {
        assertThat(decode("0")).isEqualTo(new Packet(PacketType.CONNECT, 0, "/", null, null));
        assertThat(decode("0/admin,{\"token\":\"123\"}"))
                .isEqualTo(new Packet(PacketType.CONNECT, 0, "/admin", null, new JsonObject().put("token", "123")));
    }

    @Test
    void aNamespaceNeedsNoCommaWhenNothingFollows() {
        assertThat(decode("0/admin").namespace()).isEqualTo("/admin");
        assertThat(decode("1/admin,")).isEqualTo(new Packet(PacketType.DISCONNECT, 0, "/admin", null, null));
    }

    @Test
    void aNamespaceMayCarryAQuery() {
        assertThat(decode("0/admin?a=1&b=2,").namespace()).isEqualTo("/admin?a=1&b=2");
    }

    @Test
    void anEventHasValuesAndMayWantAnAnswer() {
        assertThat(decode("2[\"hey\",1]").values())
                .isEqualTo(new JsonArray().add("hey").add(1));
        Packet packet = decode("2/admin,456[\"delete\",{\"a\":[]}]");
        assertThat(packet.id()).isEqualTo("456");
        assertThat(packet.namespace()).isEqualTo("/admin");
    }

    @Test
    void anIdMayHaveAsManyDigitsAsTheLimitAndNotOneMore() {
        assertThat(decode("2" + "1".repeat(20) + "[\"a\"]").id()).hasSize(20);
        assertThatThrownBy(() -> decode("2" + "1".repeat(21) + "[\"a\"]")).isInstanceOf(MalformedException.class);
    }

    @Test
    void aBinaryEventSaysHowMuchFollows() {
        Packet packet =
                decode("52-/admin,7[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");

        assertThat(packet.type()).isEqualTo(PacketType.BINARY_EVENT);
        assertThat(packet.attachments()).isEqualTo(2);
        assertThat(packet.namespace()).isEqualTo("/admin");
        assertThat(packet.id()).isEqualTo("7");
    }

    @Test
    void aPacketMayHaveAsManyAttachmentsAsTheLimitAndNotOneMore() {
        assertThat(decode("53-[\"a\"]").attachments()).isEqualTo(3);
        assertThatThrownBy(() -> decode("54-[\"a\"]")).isInstanceOf(MalformedException.class);
    }

    @Test
    void anEventMayBeCalledANumber() {
        assertThat(decode("2[1,\"a\"]").values()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "7",
                "abc",
                "2",
                "2{}",
                "2[]",
                "2[null]",
                "2[{}]",
                "2[\"a\"",
                "2[\"a\"]x",
                "2abc[\"a\"]",
                "0[]",
                "0\"a\"",
                "1{}",
                "3",
                "3{}",
                "5[\"a\"]",
                "5-[\"a\"]",
                "50-[\"a\"]",
                "5a-[\"a\"]",
                "5-1-[\"a\"]",
                "599999999999-[\"a\"]",
                "51",
                "4",
                "4[]",
                "2[\"connect\"]",
                "2[\"connect_error\"]",
                "2[\"disconnect\"]",
                "2[\"disconnecting\"]",
                "2[\"newListener\"]",
                "2[\"removeListener\"]"
            })
    void whatIsNoPacketIsRefused(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void jsonMayNestAsDeepAsTheLimitAndNotDeeper() {
        String deep = "[".repeat(998) + "]".repeat(998);

        assertThat(decode("2[\"a\",[" + deep + "]]").values()).hasSize(2);
        assertThatThrownBy(() -> decode("2[\"a\",[[" + deep + "]]]")).isInstanceOf(MalformedException.class);
    }
}
