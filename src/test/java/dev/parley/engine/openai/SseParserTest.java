package dev.parley.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private static final String STREAM =
            "\uFEFFdata: one\n\n: a comment\n\nevent: x\nid: 3\ndata:two \ndata:  lines\n\n"
                    + "data: {\"t\":\"Grüße 👋\"}\n\ndata\n\nretry: 5\n\ndata: [DONE]\n\n";
    private static final List<String> EVENTS = List.of("one", "two \n lines", "{\"t\":\"Grüße 👋\"}", "", "[DONE]");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndAndEverySplitGivesTheSameEvents(String lineEnd) {
        byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);

        assertThat(new SseParser(1_000).feed(bytes)).isEqualTo(EVENTS);
        for (int split = 0; split <= bytes.length; split++) {
            SseParser parser = new SseParser(1_000);
            List<String> events = new ArrayList<>(parser.feed(Arrays.copyOf(bytes, split)));
            events.addAll(parser.feed(Arrays.copyOfRange(bytes, split, bytes.length)));
            assertThat(events).as("split at " + split).isEqualTo(EVENTS);
        }
    }

    @Test
    void bytesMayComeOneByOneOrInAnyPieces() {
        byte[] bytes = STREAM.replace("\n", "\r\n").getBytes(UTF_8);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SseParser parser = new SseParser(1_000);
            List<String> events = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(seed % 20 + 1));
                events.addAll(parser.feed(Arrays.copyOfRange(bytes, at, end)));
                at = end;
            }
            assertThat(events).as("seed " + seed).isEqualTo(EVENTS);
        }
    }

    @Test
    void anEventThatIsNotEndedIsNone() {
        assertThat(new SseParser(1_000).feed("data: half\n".getBytes(UTF_8))).isEmpty();
        assertThat(new SseParser(1_000).feed("data: half".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aLineAndAnEventMayBeAsLongAsTheLimit() {
        String line = "data:" + "x".repeat(95);
        assertThat(new SseParser(100).feed((line + "\n\n").getBytes(UTF_8))).hasSize(1);
        assertThatThrownBy(() -> new SseParser(100).feed((line + "x").getBytes(UTF_8)))
                .hasMessageContaining("larger than 100");
        String lines = ("data:" + "x".repeat(40) + "\n").repeat(3);
        assertThatThrownBy(() -> new SseParser(100).feed(lines.getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class);
    }
}
