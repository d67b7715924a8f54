package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the past. The session of this test holds 250 messages of the bot at seq 2 to 251, behind its entering. */
class HistoryTest {
    private static final long LAST = 251;

    private static final TestServer server = TestServer.shared();
    private static String bot;
    private static String session;
    private static Tab tab;

    @BeforeAll
    static void start() {
        bot = Tab.echoBot(server, "session");
        tab = Tab.counting(server, bot);
        session = tab.open();
        for (int i = 2; i <= LAST; i++) {
            Tab.told(server, session, "t" + i);
        }
        tab.close();
        tab = Tab.counting(server, bot);
    }

    @AfterAll
    static void stop() {
        tab.close();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "50", "99", "100"})
    void aPageIsTheNewestOldestFirst(int limit) {
        JsonNode page = page(Tab.object().put("limit", limit));
        assertThat(page.fieldNames()).toIterable().containsOnly("events", "more");
        assertThat(seqs(page)).containsExactlyElementsOf(range(LAST - limit + 1, LAST));
        assertThat(page.get("more").asBoolean()).isTrue();
    }

    @Test
    void aPageHasFiftyUnlessToldOtherwise() {
        assertThat(seqs(page(Tab.object()))).containsExactlyElementsOf(range(LAST - 49, LAST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "\"10\"", "null", "99999999999999999999"})
    void aLimitThatIsNoneIsRefused(String limit) {
        ObjectNode wanted = Tab.object().put("session", session).set("limit", TestServer.json(limit));
        assertThat(tab.error("history", wanted)).hasToString("{\"reason\":\"invalid_payload\",\"field\":\"limit\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"10\"", "null", "[]"})
    void aBeforeThatIsNoSeqIsRefused(String before) {
        ObjectNode wanted = Tab.object().put("session", session).set("before", TestServer.json(before));
        assertThat(tab.error("history", wanted)).hasToString("{\"reason\":\"invalid_payload\",\"field\":\"before\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, -1, false",
        "1, 10, 0, -1, false",
        "2, 10, 0, -1, false",
        "3, 10, 2, 2, false",
        "12, 10, 2, 11, false",
        "13, 10, 3, 12, true",
        "102, 100, 2, 101, false",
        "103, 100, 3, 102, true",
        "999999, 10, 242, 251, true"
    })
    void aPageEndsBeforeASeqAndTellsWhetherThereIsMore(long before, int limit, long first, long last, boolean more) {
        JsonNode page = page(Tab.object().put("before", before).put("limit", limit));
        assertThat(seqs(page)).containsExactlyElementsOf(range(first, last));
        assertThat(page.get("more").asBoolean()).isEqualTo(more);
    }

    @Test
    void pageByPageBackwardsGivesTheWhole() {
        List<Long> all = new ArrayList<>();
        JsonNode page = page(Tab.object().put("limit", 33));
        all.addAll(0, seqs(page));
        while (page.get("more").asBoolean()) {
            page = page(Tab.object().put("limit", 33).put("before", all.get(0)));
            all.addAll(0, seqs(page));
        }
        assertThat(all).containsExactlyElementsOf(range(2, LAST));
    }

    @Test
    void whatNobodyIsShownIsLeftOutAndDoesNotShortenAPage() {
        String other = tab.open();
        SessionRef target = new SessionRef(UUID.fromString(other), null, null);
        Tab.told(server, other, "first");
        for (int i = 0; i < 220; i++) {
            Body merged = new Body.DataMerged(new JsonObject().put("n", i), Set.of());
            Waiting.on(StoreCalls.append(server.parts().store(), target, Draft.of(Author.PERSON, merged)));
        }
        Tab.told(server, other, "second");

        JsonNode page = tab.ok("history", Tab.object().put("session", other).put("limit", 2));
        assertThat(seqs(page)).containsExactly(2L, 223L);
        assertThat(page.get("more").asBoolean()).isFalse();
    }

    @Test
    void aPageOfLongTextsEndsEarlierAndPageByPageGivesTheWhole() {
        String other = tab.open();
        for (int i = 2; i <= 21; i++) {
            Tab.told(server, other, "x".repeat(95_000));
        }
        List<Long> all = new ArrayList<>();
        int pages = 0;
        JsonNode page;
        do {
            ObjectNode wanted = Tab.object().put("session", other).put("limit", 100);
            page = tab.ok("history", all.isEmpty() ? wanted : wanted.put("before", all.get(0)));
            all.addAll(0, seqs(page));
            pages++;
        } while (page.get("more").asBoolean());

        assertThat(all).containsExactlyElementsOf(range(2, 21));
        assertThat(pages).as("of a little more than a mebibyte").isEqualTo(2);
    }

    @Test
    void anEventLooksAsItIsPushed() {
        try (Tab fresh = Tab.counting(server, bot)) {
            String own = fresh.open();
            fresh.say(own, "one", "c1");
            AidaClient.Frame push = fresh.next();
            while (!push.event().equals("btu_msg")) {
                push = fresh.next();
            }
            ObjectNode pushed = push.payload().deepCopy();
            pushed.remove("session");
            JsonNode events =
                    fresh.ok("history", Tab.object().put("session", own)).get("events");

            assertThat(events.get(1)).isEqualTo(pushed);
            assertThat(events.get(0).get("client_id").asText()).isEqualTo("c1");
        }
    }

    @Test
    void anEmptySessionHasAnEmptyPage() {
        String fresh = tab.open();
        assertThat(tab.ok("history", Tab.object().put("session", fresh))).hasToString("{\"events\":[],\"more\":false}");
    }

    @Test
    void aSessionThatIsNotThisBotsIsUnknown() {
        String unknown = "{\"reason\":\"unknown_session\"}";
        assertThat(tab.error(
                        "history", Tab.object().put("session", UUID.randomUUID().toString())))
                .hasToString(unknown);
        String otherBot = Tab.echoBot(server, "session");
        try (Tab other = Tab.plain(server, otherBot)) {
            assertThat(other.error("history", Tab.object().put("session", session)))
                    .hasToString(unknown);
            assertThat(other.error("history", Tab.object()))
                    .hasToString("{\"reason\":\"invalid_payload\",\"field\":\"session\"}");
        }
    }

    private static JsonNode page(ObjectNode wanted) {
        return tab.ok("history", wanted.put("session", session));
    }

    private static List<Long> seqs(JsonNode page) {
        List<Long> seqs = new ArrayList<>();
        page.get("events").forEach(event -> seqs.add(event.get("seq").asLong()));
        return seqs;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
