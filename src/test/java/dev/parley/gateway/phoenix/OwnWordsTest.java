package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client says while the bot speaks: it is never told its own words, and never misses the bot's. */
class OwnWordsTest {
    private static final int ROUNDS = 400;

    private static final TestServer server = TestServer.shared();
    private static String bot;

    @BeforeAll
    static void start() {
        bot = Tab.echoBot(server, "session");
    }

    @Test
    void theBotsWordsBetweenOnesOwnAllArriveAndOnesOwnNever() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            List<String> refs = new ArrayList<>();
            List<Future<Appended>> bots = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                if (i % 3 == 0) {
                    bots.add(Tab.botSays(server, session, "b" + i));
                }
                refs.add(tab.push("utb_msg", Tab.message(session, "/quiet " + i)));
                bots.add(Tab.botSays(server, session, "a" + i));
            }
            List<String> expected = new ArrayList<>();
            for (Future<Appended> said : bots) {
                expected.add("btu_msg " + Waiting.on(said).event().seq());
            }

            // Nothing else comes in between: each push is the bot's next.
            assertThat(tab.hear(bots.size()))
                    .extracting(line -> line.substring(0, line.lastIndexOf(' ')))
                    .containsExactlyElementsOf(expected);
            refs.forEach(
                    ref -> assertThat(tab.reply(ref).get("status").asText()).isEqualTo("ok"));
        }
    }

    @Test
    void theSameWithTwoTabsThatEachHearTheOther() {
        try (Tab left = Tab.counting(server, bot)) {
            String session = left.open();
            try (Tab right = Tab.counting(server, bot, Tab.object().put(session, 0))) {
                List<String> byLeft = new ArrayList<>();
                List<String> byRight = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    byLeft.add(left.push("utb_msg", Tab.message(session, "/quiet l" + i)));
                    byRight.add(right.push("utb_msg", Tab.message(session, "/quiet r" + i)));
                }
                List<String> saidLeft = said(left, byLeft, "l");
                List<String> saidRight = said(right, byRight, "r");

                assertThat(left.hear(ROUNDS)).containsExactlyElementsOf(saidRight);
                assertThat(right.hear(ROUNDS)).containsExactlyElementsOf(saidLeft);
            }
        }
    }

    @Test
    void aRepeatOfWhatAnEarlierJoinSaidIsToldAsThePast() {
        String session;
        try (Tab tab = Tab.counting(server, bot)) {
            session = tab.open();
            tab.say(session, "/quiet one", "c1");
        }
        try (Tab tab = Tab.counting(server, bot, Tab.object().put(session, 1))) {
            tab.say(session, "/quiet one", "c1");
            tab.say(session, "/quiet two", "c2");
            Tab.told(server, session, "news");
            assertThat(tab.hear(2)).containsExactly("utb_msg 2 /quiet one", "btu_msg 4 news");
        }
    }

    private static List<String> said(Tab tab, List<String> refs, String side) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            long seq = tab.reply(refs.get(i)).get("response").get("seq").asLong();
            lines.add("utb_msg " + seq + " /quiet " + side + i);
        }
        return lines;
    }
}
