package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.ForgetfulFanout;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of a server whose fan-out loses and repeats hints miss nothing and hear nothing twice. */
class LostHintsTest {
    private static final int MESSAGES = 60;

    private final AtomicReference<ForgetfulFanout> fanout = new AtomicReference<>();
    private TestServer server;
    private String bot;

    @BeforeEach
    void start() {
        TestParts parts = new TestParts().fanout(usual -> {
            fanout.set(new ForgetfulFanout(usual));
            return fanout.get();
        });
        server = TestServer.start(
                settings -> settings.set(ConfigKey.RECONCILE_INTERVAL, Duration.ofMillis(200))
                        .set(ConfigKey.SWEEP_INTERVAL, Duration.ofMillis(200)),
                parts);
        bot = Tab.echoBot(server, "session");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void everyThirdHintLost() {
        try (Tab speaker = Tab.counting(server, bot)) {
            String session = speaker.open();
            try (Tab watcher = Tab.counting(server, bot, Tab.object().put(session, 0))) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < MESSAGES; i++) {
                    texts.add("m" + i);
                    texts.add("echo: m" + i);
                    speaker.say(session, "m" + i);
                }

                List<String> all = watcher.hear(2 * MESSAGES);
                assertThat(all).extracting(LostHintsTest::text).containsExactlyInAnyOrderElementsOf(texts);
                assertThat(seqs(all)).isSorted().doesNotHaveDuplicates();
                assertThat(speaker.hear(MESSAGES))
                        .containsExactlyElementsOf(all.stream()
                                .filter(line -> line.startsWith("btu_msg"))
                                .toList());
            }
        }
    }

    @Test
    void theLastHintLost() {
        try (Tab tab = Tab.counting(server, bot);
                Tab plain = Tab.plain(server, bot)) {
            String session = tab.open();
            tab.say(session, "one");
            assertThat(tab.hear(1)).containsExactly("btu_msg 3 echo: one");
            plain.say(session, "/quiet, I am here");
            assertThat(plain.hear(1)).containsExactly("btu_msg  echo: one");
            assertThat(tab.hear(1)).containsExactly("utb_msg 4 /quiet, I am here");
            fanout.get().silent(true);

            Tab.told(server, session, "nobody is told");

            assertThat(tab.hear(1)).containsExactly("btu_msg 5 nobody is told");
            assertThat(plain.hear(1)).containsExactly("btu_msg  nobody is told");
        }
    }

    @Test
    void theBotIsReachedAndAnswersWithoutAnyHint() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            fanout.get().silent(true);

            tab.say(session, "one");
            tab.say(session, "two");

            assertThat(tab.hear(2)).extracting(LostHintsTest::text).containsExactly("echo: one", "echo: two");
        }
    }

    private static String text(String line) {
        return line.split(" ", 3)[2];
    }

    private static List<Long> seqs(List<String> lines) {
        return lines.stream().map(line -> Long.valueOf(line.split(" ", 3)[1])).toList();
    }
}
