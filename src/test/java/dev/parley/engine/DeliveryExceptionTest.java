package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.engine.http.OutboundReply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryExceptionTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 409, 410, 413, 422, 424, 426, 428, 451, 499})
    void aClientErrorIsFinal(int status) {
        assertThat(DeliveryException.of("it", reply(status)).isRefused()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayBeBetterNextTimeIsNot(int status) {
        assertThat(DeliveryException.of("it", reply(status)).isRefused()).isFalse();
    }

    @Test
    void theOtherSideSaysWhen() {
        OutboundReply busy = reply(503);
        busy.headers().set("retry-after", "7");

        assertThat(DeliveryException.of("it", busy).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(DeliveryException.of("it", reply(503)).retryAfter()).isEmpty();
        assertThat(DeliveryException.of("it", busy, "too many")).hasMessage("it answered 503: too many");
    }

    private static OutboundReply reply(int status) {
        return new OutboundReply(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }
}
