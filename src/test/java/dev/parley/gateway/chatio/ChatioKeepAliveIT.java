package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.LongRunning;
import dev.parley.testing.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of connections that say nothing; it takes the minute it is about. */
@LongRunning(seconds = 63)
class ChatioKeepAliveIT {
    @Test
    void whoDoesNotLogInIsClosedAfterHalfAMinuteAndWhoIsSilentAfterAWholeOne() {
        try (ChatioServer chatio = new ChatioServer()) {
            long began = System.nanoTime();
            ChatioSocket stranger = chatio.client.connect(Via.WEBSOCKET);
            ChatioSocket polite = chatio.client.connect(Via.SOCKET_IO);
            ChatioSocket silent = chatio.client.login(chatio.client.token());

            Waiting.until("closed", Duration.ofSeconds(45), () -> !stranger.isOpen() && !polite.isOpen());
            assertThat(since(began)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(45));
            assertThat(silent.isOpen()).isTrue();

            Waiting.until("closed", Duration.ofSeconds(60), () -> !silent.isOpen());
            assertThat(since(began)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
