package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.ForgetfulFanout;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Customers of a server whose fan-out loses and repeats hints miss nothing and are told nothing twice. */
class LostWordTest {
    private static final int MESSAGES = 30;

    @Test
    void everythingIsToldOnceAndInOrderThoughEveryThirdHintIsLost() {
        AtomicReference<ForgetfulFanout> fanout = new AtomicReference<>();
        TestServer server = TestServer.start(
                settings -> settings.set(ConfigKey.RECONCILE_INTERVAL, Duration.ofMillis(200))
                        .set(ConfigKey.SWEEP_INTERVAL, Duration.ofMillis(200)),
                new TestParts().fanout(usual -> {
                    fanout.set(new ForgetfulFanout(usual));
                    return fanout.get();
                }));
        try {
            server.makeBot("{\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},"
                    + "\"channels\":[{\"type\":\"expertflow\"}]}");
            CustomerClients customers = new CustomerClients(server);
            Begun begun = customers.init();
            try (SioClient speaking = customers.join(begun);
                    SioClient listening = customers.join(begun)) {
                for (int i = 0; i < MESSAGES; i++) {
                    speaking.emit("sendMessage", begun.saying("m" + i));
                }
                String before = "";
                for (int i = 0; i < MESSAGES; i++) {
                    listening.says("m" + i);
                    String at = listening.says("echo: m" + i).get("timestamp").asText();
                    assertThat(at).isGreaterThanOrEqualTo(before);
                    before = at;
                    speaking.says("echo: m" + i);
                }
                fanout.get().silent(true);
                speaking.emit("sendMessage", begun.saying("the last"));
                listening.says("echo: the last");
                speaking.says("echo: the last");
                assertThat(speaking.all()).noneMatch(heard -> heard.contains("ChatMessage"));
                assertThat(listening.all()).noneMatch(heard -> heard.contains("\"text\":\"echo: "));
            }
        } finally {
            server.stop();
        }
    }
}
