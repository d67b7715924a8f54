package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engineio.MalformedException;
import dev.parley.testing.Fuzzing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever text comes, the decoder knows the protocol's own exception only; what it reads can be written again. */
class PacketFuzzTest {
    private static final List<byte[]> SEEDS = Stream.of(
                    "0",
                    "0/admin,{\"token\":\"123\"}",
                    "2[\"hey\",1,-2.5e3,\"\\ud83d\\ude00\",null,true]",
                    "2/admin,456[\"delete\",{\"a\":[{\"b\":\"€\"}]}]",
                    "52-7[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                    "31[1]",
                    "44{\"message\":\"no\"}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    void theDecoderThrowsNothingButItsOwn() {
        long inputs = Fuzzing.run(SEEDS, input -> {
            try {
                Packet packet = PacketDecoder.decode(new String(input, StandardCharsets.UTF_8), 10);
                Assembly assembly = new Assembly(packet);
                for (int i = 0; i < packet.attachments(); i++) {
                    Packet whole = assembly.add(Buffer.buffer("x"));
                    if (whole != null) {
                        packet = whole;
                    }
                }
                Content written = Content.of(List.of(packet.values()));
                assertThat(written.packet(PacketType.EVENT, packet.namespace(), packet.id()))
                        .isNotEmpty();
            } catch (MalformedException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        });

        assertThat(inputs).isPositive();
    }
}
