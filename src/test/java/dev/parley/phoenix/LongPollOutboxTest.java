package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongPollOutboxTest {
    private final LongPollOutbox outbox = new LongPollOutbox();

    private Frame add(int bytes) {
        Frame frame = new Frame(false, new byte[bytes]);
        outbox.add(frame);
        return frame;
    }

    @ParameterizedTest
    @CsvSource({"99999,2", "131072,2", "131073,1", "87381,3", "262144,1", "262145,1", "5000000,1", "0,4"})
    void anAnswerHoldsWhatFitsAndAlwaysOneMessage(int bytes, int together) {
        List<Frame> all = List.of(add(bytes), add(bytes), add(bytes), add(bytes));
        assertThat(outbox.take()).isEqualTo(all.subList(0, together));
    }

    @Test
    void whatIsOnItsWayCountsUntilItHasBeenWritten() {
        add(70_000);
        assertThat(outbox.full()).isTrue();
        List<Frame> piece = outbox.take();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.full()).isTrue();
        outbox.written(piece);
        assertThat(outbox.full()).isFalse();
        assertThat(outbox.bytes()).isZero();
    }

    @Test
    void whatFoundNobodyComesFirstInItsOrder() {
        Frame one = add(1);
        Frame two = add(2);
        List<Frame> piece = outbox.take();
        Frame three = add(3);
        long bytes = outbox.bytes();
        outbox.putBack(piece);
        assertThat(outbox.bytes()).isEqualTo(bytes);
        assertThat(outbox.take()).containsExactly(one, two, three);
    }
}
