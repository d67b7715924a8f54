package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chats on a whole server: who hears what in which order, and what stays. */
class GwsGatewayTest {
    private static final String OWN_KEY = """
            {"name":"Keyed","engine":{"type":"none"},"origins":["https://shop.example"],
             "channels":[{"type":"gws","apikeys":["k-1","k-2"]}]}""";

    private static TestServer server;
    private static RawChats client;
    private static UUID bot;
    private static UUID keyed;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        client = new RawChats(server.url());
        bot = UUID.fromString(server.makeBot("""
                {"name":"Desk","engine":{"type":"echo","prefix":"echo: ","typing":true,"quiet":"/quiet","end_on":"bye"},
                 "channels":[{"type":"websocket","access_token":"t"},{"type":"gws"}]}"""));
        keyed = UUID.fromString(server.makeBot(OWN_KEY));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void aBotThatEndsTheChatLeavesBehindItsAnswer() {
        String chat = client.begin();
        client.say(chat, "bye");
        Waiting.until("the chat is over", () -> state(chat).equals("Idle"));

        assertThat(client.poll(chat))
                .containsExactly(
                        "1 Ann joined",
                        "2 Desk joined",
                        "3 Ann: bye",
                        "4 Desk types",
                        "5 Desk: echo: bye",
                        "6 Desk types no more",
                        "7 Desk left");
        assertThat(client.poll(chat)).isEmpty();
        assertThat(client.say(chat, "more").json().get("statusCode").asInt()).isEqualTo(2);
        assertThat(client.get(chat + "/messages?index=7").json().get("messages"))
                .hasSize(1);
    }

    @Test
    void aHumanWhoTakesOverIsAnAgentAndTheServersWordsAreExternal() {
        String chat = client.begin();
        SessionRef session = session(chat);
        Conversations conversations = conversations();
        Waiting.on(conversations.takeOver(session, "Zoë"));
        client.say(chat, "anybody there?");
        Waiting.on(conversations.append(
                session, Draft.of(Conversations.agentAuthor("Zoë"), new Body.Text("Yes, I am human"))));
        Waiting.on(conversations.append(session, Draft.of(Author.SYSTEM, new Body.Text("Recorded for training"))));
        Waiting.on(conversations.handBack(session));
        client.say(chat, "/quiet");

        assertThat(client.poll(chat))
                .startsWith(
                        "1 Ann joined",
                        "2 Desk joined",
                        "3 Zoë joined",
                        "4 Ann: anybody there?",
                        "5 Zoë: Yes, I am human",
                        "6 system: Recorded for training",
                        "7 Zoë left",
                        "8 Ann: /quiet");
        assertThat(client.get(chat).json().at("/chat/participants"))
                .extracting(who ->
                        who.get("participantId").asText() + who.get("type").asText())
                .containsExactly("1Customer", "2Agent", "3Agent", "4External");
    }

    @Test
    void anOperatorOnRestIsSeenTypingAndAnswering() {
        String chat = client.begin();
        String session = "/api/v1/sessions/" + RawChats.id(chat);
        client.say(chat, "/quiet help");
        server.api("POST", session + "/take_over", "{\"agent\":\"Zoë\"}");
        server.api("POST", session + "/typing", "{\"on\":true}");
        server.api("POST", session + "/messages", "{\"text\":\"How can I help?\"}");
        server.api("POST", session + "/typing", "{\"on\":false}");
        server.api("POST", session + "/close", "{}");

        List<String> told = client.poll(chat);

        assertThat(told.stream().filter(entry -> entry.contains("Zoë")).map(entry -> entry.replaceFirst("\\d+ ", "")))
                .startsWith("Zoë joined", "Zoë types", "Zoë: How can I help?", "Zoë types no more");
        assertThat(told).last().asString().endsWith(" left");
        assertThat(state(chat)).isEqualTo("Idle");
        String transcript = server.api("GET", session + "/transcript.txt", "").body();
        assertThat(transcript).contains("Ann (person): /quiet help", "Zoë (agent): How can I help?", "[closed]");
        assertThat(transcript.lines().filter(line -> line.endsWith("[closed]"))).hasSize(1);
    }

    @Test
    void imagesOfTheBotAreAbsoluteAddresses() {
        String chat = client.begin();
        UUID image = UUID.randomUUID();
        Author desk = new Author(Author.Type.BOT, "Desk");
        Waiting.on(conversations().append(session(chat), Draft.of(desk, new Body.Image(image, "image/png"))));

        assertThat(client.poll(chat)).contains("3 Desk: " + server.url() + "/content/image/" + image);
    }

    @Test
    void theLogHasTheRightAuthorsAndTheBotIsToldOfTheCustomer() {
        String chat = client.post("/api/v2/chats/", """
                        {"operationName":"RequestChat","nickname":"Ann","subject":"Relativity",
                         "userData":{"EmailAddress":"ann@example.org",".hidden":1}}""").json().get("path").asText();
        client.say(chat, "/quiet");
        client.does(chat, "Complete");

        Session session = Waiting.on(conversations().session(session(chat))).orElseThrow();
        List<Event> log = Waiting.on(conversations().after(session.id(), 0, 100));

        assertThat(session.gateway()).isEqualTo("gws");
        assertThat(session.data())
                .isEqualTo(new JsonObject(
                        "{\"EmailAddress\":\"ann@example.org\",\"nickname\":\"Ann\",\"subject\":\"Relativity\"}"));
        Author ann = new Author(Author.Type.PERSON, "Ann");
        assertThat(log)
                .filteredOn(event -> event.author().type() == Author.Type.PERSON)
                .extracting(Event::author)
                .containsOnly(ann);
        assertThat(log)
                .extracting(Event::body)
                .contains(new Body.Text("/quiet"))
                .endsWith(new Body.Closed());
    }

    @Test
    void aWholeChatMayPassBeforeAnybodyPolls() {
        String chat = client.begin();
        client.does(chat, "SendStartTypingNotification");
        client.say(chat, "one");
        client.say(chat, "two");
        client.does(chat, "SendStopTypingNotification");
        client.does(chat, "Complete");

        Waiting.until(
                "everything is delivered",
                () -> Waiting.on(server.parts().store().undelivered(Optional.empty(), 10))
                        .isEmpty());
        List<String> told = client.poll(chat);
        assertThat(told).contains("4 Ann: one", "1 Ann joined", "2 Desk joined", "3 Ann types");
        assertThat(told)
                .filteredOn(entry -> entry.contains("Ann"))
                .last()
                .asString()
                .endsWith("Ann left");
        assertThat(told).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void theApikeyChoosesTheBotAndAnotherBotsChatIsUnknown() {
        Map<String, String> key = Map.of("apikey", "k-2");
        Buffer request = Buffer.buffer("{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"\"}");
        String mine = client.send("POST", "/api/v2/chats", key, request)
                .json()
                .get("path")
                .asText();
        String others = client.begin();

        assertThat(Waiting.on(conversations().session(session(mine)))
                        .orElseThrow()
                        .bot())
                .isEqualTo(keyed);
        assertThat(Waiting.on(conversations().session(session(others)))
                        .orElseThrow()
                        .bot())
                .isEqualTo(bot);
        assertThat(client.send("GET", mine, key, Buffer.buffer()).status()).isEqualTo(200);
        assertThat(client.get(mine).json().get("statusCode").asInt()).isEqualTo(6);
        assertThat(client.send("GET", others, key, Buffer.buffer())
                        .json()
                        .get("statusCode")
                        .asInt())
                .isEqualTo(6);
        // With a bot that wants no key a key nobody has is as good as none.
        assertThat(client.send("GET", others, Map.of("apikey", "k-3"), Buffer.buffer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatIsTakenFromABotOpensNothingAnyMore() {
        String own = server.makeBot(
                "{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\",\"apikeys\":[\"old\"]}]}");
        Map<String, String> key = Map.of("apikey", "old");
        Buffer request = Buffer.buffer("{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"\"}");
        String chat = client.send("POST", "/api/v2/chats", key, request)
                .json()
                .get("path")
                .asText();
        assertThat(client.send("GET", chat, key, Buffer.buffer()).status()).isEqualTo(200);

        server.api("DELETE", "/api/bots/" + own, "");

        Waiting.until(
                "the key is forgotten",
                () -> client.send("GET", chat, key, Buffer.buffer()).status() == 400);
    }

    @Test
    void pagesOfOtherOriginsThanTheBotsAreRefusedReadably() {
        Map<String, String> shop = Map.of("apikey", "k-1", "origin", "https://shop.example");
        Map<String, String> other = Map.of("apikey", "k-1", "origin", "https://other.example");
        Buffer request = Buffer.buffer("{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"\"}");
        RawChats.Answer begun = client.send("POST", "/api/v2/chats", shop, request);
        RawChats.Answer refused = client.send("POST", "/api/v2/chats", other, request);

        assertThat(begun.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("statusCode").asInt()).isEqualTo(3);
        assertThat(refused.headers().get("access-control-allow-origin")).isEqualTo("*");
    }

    @Test
    void noGatewaySeesAnothersSessions() {
        Bot desk = server.parley().bots().get(bot).orElseThrow();
        Session phoenix = Waiting.on(conversations().open(desk, "phoenix", new JsonObject()));

        RawChats.Answer answer = client.get("/api/v2/chats/" + phoenix.id() + "/messages");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("statusCode").asInt()).isEqualTo(6);
    }

    @Test
    void twoPollersShareOneCursorAndNobodyHearsAnythingTwice() {
        String chat = client.begin();
        int texts = 40;
        List<CompletableFuture<List<String>>> polls = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            client.say(chat, "/quiet " + i);
            polls.add(CompletableFuture.supplyAsync(() -> client.poll(chat)));
            polls.add(CompletableFuture.supplyAsync(() -> client.poll(chat)));
        }

        List<String> told = new ArrayList<>();
        polls.forEach(poll -> told.addAll(poll.join()));
        Waiting.until("all is told", () -> {
            told.addAll(client.poll(chat));
            return told.stream().filter(entry -> entry.contains("/quiet")).count() >= texts;
        });

        assertThat(told).doesNotHaveDuplicates();
        assertThat(told.stream()
                        .filter(entry -> entry.contains("/quiet"))
                        .map(entry -> entry.substring(entry.indexOf('/'))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, texts).mapToObj(i -> "/quiet " + i).toList());
    }

    @Test
    void aLongTranscriptComesInParts() {
        String chat = client.begin();
        Author desk = new Author(Author.Type.BOT, "Desk");
        List<Future<?>> said = new ArrayList<>();
        for (int i = 0; i < TranscriptReader.MOST_ENTRIES; i++) {
            said.add(conversations().append(session(chat), Draft.of(desk, new Body.Text("line " + i))));
        }
        Waiting.on(Future.all(said));

        assertThat(client.poll(chat)).hasSize(1_000).last().isEqualTo("1000 Desk: line 997");
        assertThat(client.poll(chat)).containsExactly("1001 Desk: line 998", "1002 Desk: line 999");
        assertThat(client.poll(chat)).isEmpty();
        assertThat(RawChats.told(client.get(chat + "/messages?index=1001"))).hasSize(2);
        assertThat(RawChats.told(client.get(chat + "/messages?index=0"))).hasSize(1_000);
        assertThat(client.poll(chat)).isEmpty();
    }

    @Test
    void aTranscriptIsReadOnFromAnyIndexAndItsCursorNeverGoesBack() {
        String chat = client.begin();
        client.say(chat, "/quiet a");
        client.does(chat, "SendStartTypingNotification");
        client.say(chat, "/quiet b");

        Waiting.until(
                "nobody types any more",
                () -> RawChats.told(client.get(chat + "/messages?index=1")).stream()
                                .filter(entry -> entry.endsWith("types no more"))
                                .count()
                        == 2);
        List<String> all = RawChats.told(client.get(chat + "/messages?index=1"));
        for (int index = 1; index <= all.size() + 1; index++) {
            assertThat(RawChats.told(client.get(chat + "/messages?index=" + index)))
                    .isEqualTo(all.subList(index - 1, all.size()));
        }
        assertThat(client.poll(chat)).isEmpty();
    }

    @Test
    void chatsEntriesAndCursorSurviveARestart() {
        String chat = client.begin();
        client.say(chat, "/quiet before");
        Waiting.until(
                "it is dealt with",
                () -> Waiting.on(server.parts().store().undelivered(Optional.empty(), 10))
                        .isEmpty());
        List<String> before = client.poll(chat);
        client.does(chat, "SendStartTypingNotification");

        server.pause();
        server.resume();

        assertThat(client.poll(chat)).containsExactly(before.size() + 1 + " Ann types");
        client.say(chat, "bye");
        Waiting.until("the chat is over", () -> state(chat).equals("Idle"));
        assertThat(client.poll(chat))
                .startsWith(before.size() + 2 + " Ann: bye")
                .last()
                .asString()
                .endsWith("Desk left");
        assertThat(RawChats.told(client.get(chat + "/messages?index=1"))).startsWith(before.toArray(String[]::new));
    }

    @Test
    void severalOperationsAtOnceLeaveNoHoleInTheIndex() {
        String chat = client.begin();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String text = "/quiet " + i;
            all.add(CompletableFuture.runAsync(() -> client.does(chat, "SendStartTypingNotification")));
            all.add(CompletableFuture.runAsync(() -> client.say(chat, text)));
        }
        all.forEach(CompletableFuture::join);
        Waiting.until(
                "it is dealt with",
                () -> Waiting.on(server.parts().store().undelivered(Optional.empty(), 10))
                        .isEmpty());

        JsonNode messages = client.get(chat + "/messages").json().get("messages");
        assertThat(messages)
                .extracting(entry -> entry.get("index").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, messages.size()).boxed().toList());
        assertThat(messages)
                .extracting(entry -> entry.get("type").asText())
                .filteredOn("Text"::equals)
                .hasSize(30);
    }

    private static String state(String chat) {
        return client.get(chat).json().at("/chat/state").asText();
    }

    private static Conversations conversations() {
        return server.parley().conversations();
    }

    private static SessionRef session(String chat) {
        return new SessionRef(RawChats.id(chat), null, null);
    }
}
