package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.ConfigKey;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** A client that comes and goes while bot and person never stop: no hole, nothing twice, in order. */
class LiveResumeTest {
    private static final int JOINS = 40;
    private static final int IN_FLIGHT = 20;

    private static TestServer server;
    private static String bot;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ConfigKey.RESUME_LIMIT, 100_000));
        bot = Tab.echoBot(server, "session");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @RepeatedTest(3)
    @Timeout(120)
    void nothingIsMissedAndNothingComesTwice() throws Exception {
        Random random = new Random();
        AtomicBoolean talking = new AtomicBoolean(true);
        try (Tab speaker = Tab.counting(server, bot)) {
            String session = speaker.open();
            Thread talk = new Thread(() -> talk(speaker, session, talking), "talk");
            talk.start();
            List<Long> heard = new ArrayList<>();
            try {
                for (int join = 0; join < JOINS; join++) {
                    try (Tab tab = Tab.connected(server, bot)) {
                        long from = resume(tab, session, heard);
                        // Some are read over the end of the past into what is going on, some are cut before.
                        long more = random.nextInt(2) == 0 ? random.nextInt(10) : from + random.nextInt(60);
                        for (long i = 0; i < more; i++) {
                            heard.add(tab.event().payload().get("seq").asLong());
                        }
                    }
                }
            } finally {
                talking.set(false);
                talk.join();
            }
            long end = Tab.told(server, session, "the end");
            try (Tab tab = Tab.connected(server, bot)) {
                resume(tab, session, heard);
                while (last(heard) < end) {
                    heard.add(tab.event().payload().get("seq").asLong());
                }
            }
            // Seq 1 is the bot's entering, which nobody is shown; everything else is.
            List<Long> all = new ArrayList<>();
            for (long seq = 2; seq <= end; seq++) {
                all.add(seq);
            }
            assertThat(heard).containsExactlyElementsOf(all);
        }
    }

    /** Resumes from what was heard last; how many events the past has from there. */
    private static long resume(Tab tab, String session, List<Long> heard) {
        JsonNode state = tab.resume(Tab.object().put(session, last(heard)))
                .get("response")
                .get("sessions")
                .get(session);
        assertThat(state.get("recovered").asBoolean()).as("%s", state).isTrue();
        return state.get("seq").asLong() - Math.max(1, last(heard));
    }

    private static long last(List<Long> heard) {
        return heard.isEmpty() ? 0 : heard.get(heard.size() - 1);
    }

    /** The person and, apart from its answers, the bot talk on, as fast as it is stored. */
    private static void talk(Tab speaker, String session, AtomicBoolean talking) {
        List<String> refs = new ArrayList<>();
        for (int i = 0; talking.get(); i++) {
            refs.add(speaker.push("utb_msg", Tab.message(session, (i % 2 == 0 ? "/quiet " : "say ") + i)));
            if (i % IN_FLIGHT == 0) {
                Waiting.on(Tab.botSays(server, session, "news " + i));
                refs.forEach(speaker::reply);
                refs.clear();
            }
        }
        refs.forEach(speaker::reply);
    }
}
