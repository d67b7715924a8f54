package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, decoders know the protocol's own exception only, and hold no more than came. */
class CodecFuzzTest {
    private static final List<byte[]> SEEDS = List.of(
            utf8("4hello"),
            utf8("2probe"),
            utf8("4hello\u001ebAQIDBA==\u001e4€"),
            utf8("6:4hello2:4€10:b4AQIDBA==4:4😀!"),
            HexFormat.of().parseHex("0004ff34e282ac0105ff0401020304"));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void decodersThrowNothingButTheirOwn() {
        long inputs = Fuzzing.run(SEEDS, input -> {
            for (Codec codec : List.of(CodecV3.INSTANCE, CodecV4.INSTANCE)) {
                read(input, bytes -> List.of(codec.decodeText(bytes)));
                read(input, bytes -> List.of(codec.decodeBinary(bytes)));
                read(input, codec::decodePayload);
                read(input, codec::decodeBinaryPayload);
            }
        });

        assertThat(inputs).isPositive();
    }

    private static void read(byte[] input, Function<byte[], List<Packet>> decoder) {
        try {
            List<Packet> packets = decoder.apply(input);
            assertThat(packets.stream().mapToInt(Packet::size).sum()).isLessThanOrEqualTo(input.length);
            for (Packet packet : packets) {
                if (packet instanceof Packet.Text text) {
                    text.text();
                }
            }
        } catch (MalformedException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }
}
