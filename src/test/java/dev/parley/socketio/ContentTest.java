package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engineio.MalformedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What packets say: values to JSON and attachments, and back. */
class ContentTest {
    private static final Buffer BYTES = Buffer.buffer(new byte[] {1, 2, 3});

    private static String json(Content content) {
        return new String(content.json(), StandardCharsets.UTF_8);
    }

    @Test
    void valuesBecomeJson() {
        Content content = Content.of(Arrays.asList("a", 1, null, new JsonObject().put("b", new JsonArray().add(true))));

        assertThat(json(content)).isEqualTo("[\"a\",1,null,{\"b\":[true]}]");
        assertThat(content.attachments()).isEmpty();
    }

    @Test
    void bytesAnywhereBecomeNumberedAttachments() {
        Content content = Content.of(List.of("a", BYTES, new JsonObject().put("b", new JsonArray().add(BYTES))));

        assertThat(json(content))
                .isEqualTo("[\"a\",{\"_placeholder\":true,\"num\":0},{\"b\":[{\"_placeholder\":true,\"num\":1}]}]");
        assertThat(content.attachments()).hasSize(2);
        assertThat(content.packet(PacketType.EVENT, "/", null)).hasSize(3);
    }

    @Test
    void whatWasTakenOutIsPutBack() {
        List<Object> values = List.of("a", BYTES, new JsonObject().put("b", new JsonArray().add(BYTES)));
        JsonArray bare = new JsonArray(json(Content.of(values)));

        JsonArray whole = (JsonArray) Attachments.putBack(bare, List.of(BYTES, BYTES));

        assertThat(whole.getList().get(1)).isEqualTo(BYTES);
        assertThat(whole.getJsonObject(2).getJsonArray("b").getBuffer(0)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "\"0\"", "0.5", "null", "99999999999"})
    void aPlaceholderWithoutAnAttachmentIsRefused(String number) {
        JsonArray values = new JsonArray("[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]");

        assertThatThrownBy(() -> Attachments.putBack(values, List.of(BYTES))).isInstanceOf(MalformedException.class);
    }

    @Test
    void anObjectThatOnlyLooksLikeAPlaceholderIsLeftAlone() {
        JsonArray values = new JsonArray("[\"a\",{\"_placeholder\":\"true\",\"num\":7}]");

        assertThat(Attachments.putBack(values, List.of())).isEqualTo(values);
    }

    @Test
    void halfASurrogatePairIsNoFailure() {
        assertThat(json(Content.of(List.of("a\ud83d")))).isEqualTo("[\"a?\"]");
    }

    @Test
    void anEmissionRefusesReservedNames() {
        assertThatThrownBy(() -> Emission.of("disconnect")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Emission.ofJson("connect", Buffer.buffer("1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
