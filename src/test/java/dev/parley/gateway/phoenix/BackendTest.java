package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Message;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.LongRunning;
import dev.parley.testing.Multipart;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bot's side of the bot channel, and how what people say gets there. */
@LongRunning(seconds = 14)
class BackendTest {
    private static final String TOKEN = "the-engine-token";
    private static final String ACCESS = "the-access-token";

    /** The smallest PNG: one grey pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    private static final TestServer server = TestServer.shared();

    private final List<Side> sides = new ArrayList<>();
    private String bot;
    private Side person;

    @BeforeEach
    void makeBot() {
        bot = server.makeBot(manifest(TOKEN, "Ada"));
        person = person();
    }

    @AfterEach
    void leave() {
        sides.forEach(Side::close);
        server.api("DELETE", "/api/bots/" + bot, "");
    }

    @Test
    void aBackendIsToldWhatThePersonDoesAndOfTheSession() throws Exception {
        Side backend = backend(false);

        String session = person.open("{\"name\":\"Bo\"}");
        assertThat(backend.hear("new_session"))
                .isEqualTo(json("{'session':'%s','data':{'name':'Bo'},'gateway':'phoenix'}", session));

        JsonNode stored = person.ok(
                "utb_msg", "{\"session\":\"" + session + "\",\"text\":\"hello\",\"value\":\"v\",\"client_id\":\"c1\"}");
        ObjectNode said = backend.hear("utb_msg");
        assertThat(said.remove("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{6}Z");
        assertThat(said)
                .isEqualTo(json(
                        "{'session':'%s','id':'%s','seq':2,'author':{'type':'person'},'type':'text','text':'hello',"
                                + "'value':'v','client_id':'c1','data':{'name':'Bo'}}",
                        session, stored.get("id").asText()));

        person.ok("put_data", "{\"session\":\"" + session + "\",\"data\":{\"name\":\"Bob\"}}");
        ObjectNode data = backend.hear("put_data");
        assertThat(data.get("data")).isEqualTo(json("{'name':'Bob'}"));
        assertThat(data.get("seq").asLong()).isEqualTo(3);
        assertThat(data.get("id").asText()).hasSize(36);

        String image = upload(session);
        person.ok("utb_img", "{\"session\":\"" + session + "\",\"image\":\"" + image + "\"}");
        ObjectNode picture = backend.hear("utb_img");
        assertThat(picture.get("image"))
                .isEqualTo(json("{'id':'%s','url':'/content/image/%s','type':'image/png'}", image, image));
        assertThat(picture.get("data")).isEqualTo(json("{'name':'Bob'}"));

        person.ok("typing", "{\"session\":\"" + session + "\",\"on\":true}");
        assertThat(backend.hear("typing")).isEqualTo(json("{'session':'%s','on':true}", session));
        person.ok("seen", "{\"session\":\"" + session + "\",\"seq\":2}");
        assertThat(backend.hear("seen")).isEqualTo(json("{'session':'%s','seq':2}", session));
        person.ok("delete_session", "{\"session\":\"" + session + "\"}");
        assertThat(backend.hear("delete_session")).isEqualTo(json("{'session':'%s'}", session));
    }

    @Test
    void whatABackendSaysIsStoredAndReachesThePerson() throws Exception {
        Side backend = backend(true);
        String session = person.open("{}");
        long seq = person.say(session, "hello");
        backend.hear("utb_msg");
        backend.ok("typing", "{\"session\":\"" + session + "\",\"on\":true}");
        assertThat(person.hear("typing")).isEqualTo(json("{'session':'%s','on':true}", session));

        JsonNode stored = backend.ok(
                "btu_msg",
                "{\"session\":\"" + session + "\",\"text\":\"hi\",\"buttons\":[{\"title\":\"T\",\"value\":\"v\"}],"
                        + "\"client_id\":\"a1\",\"cause\":" + seq + "}");

        ObjectNode heard = person.hear("btu_msg");
        heard.remove("at");
        assertThat(heard)
                .isEqualTo(json(
                        "{'session':'%s','id':'%s','seq':3,'author':{'type':'bot','name':'Ada'},'type':'text','text':'hi',"
                                + "'buttons':[{'title':'T','value':'v'}],'cause':2,'client_id':'a1'}",
                        session, stored.get("id").asText()));
        assertThat(stored.get("seq").asLong()).isEqualTo(3);

        backend.ok("put_data", "{\"session\":\"" + session + "\",\"data\":{\"mood\":\"good\",\".own\":1}}");
        person.say(session, "again");
        assertThat(backend.hear("utb_msg").get("data")).isEqualTo(json("{'mood':'good'}"));
    }

    @Test
    void oneMessageOfSeveralPartsIsSeveralEventsStoredOnceEach() throws Exception {
        Side backend = backend(false);
        String session = person.open("{}");
        String message = "{\"session\":\"" + session + "\",\"text\":\"look\",\"image\":{\"id\":\"" + upload(session)
                + "\"},\"file\":{\"url\":\"https://x.example/a.pdf\",\"name\":\"a.pdf\",\"size\":7},\"client_id\":\"p\"}";

        JsonNode first = backend.ok("btu_msg", message);
        JsonNode repeated = backend.ok("btu_msg", message);
        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"end\"}");

        assertThat(repeated).isEqualTo(first);
        List<String> types = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            types.add(person.hear("btu_msg").get("type").asText());
        }
        assertThat(types).containsExactly("text", "image", "file", "text");
    }

    @Test
    void joinedWithAckAnEventIsDeliveredWhenItIsAcknowledged() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "one");
        ObjectNode one = backend.hear("utb_msg");

        person.say(session, "two");
        backend.ok("ack", "{\"session\":\"" + session + "\",\"seq\":1}");
        assertThat(person.hasHeard("msg_status")).isFalse();
        assertThat(backend.hasHeard("utb_msg"))
                .as("the next waits for the one before")
                .isFalse();
        backend.ack(one);

        assertThat(person.status()).isEqualTo("delivered");
        backend.ack(backend.hear("utb_msg"));
        assertThat(person.status()).isEqualTo("delivered");
    }

    @Test
    void anAnswerDeliversWhatItAnswers() {
        Side backend = backend(true);
        String session = person.open("{}");
        long seq = person.say(session, "one");
        backend.hear("utb_msg");

        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"to another\",\"cause\":1}");
        assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("to another");
        assertThat(person.hasHeard("msg_status")).isFalse();
        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"to this\",\"cause\":" + seq + "}");
        assertThat(person.status()).isEqualTo("delivered");

        person.say(session, "two");
        backend.hear("utb_msg");
        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"to whatever is asked\"}");
        assertThat(person.status()).isEqualTo("delivered");
    }

    @Test
    void joinedWithoutAckAnEventIsDeliveredWhenItIsWritten() {
        Side backend = backend(false);
        String session = person.open("{}");
        person.say(session, "one");

        assertThat(person.status()).isEqualTo("delivered");
        backend.hear("utb_msg");
        backend.close();
        Side other = backend(true);
        person.say(session, "two");
        assertThat(other.hear("utb_msg").get("text").asText()).isEqualTo("two");
    }

    @Test
    void whatIsSaidWhileNobodyIsConnectedWaitsAndThePersonIsTold() {
        String session = person.open("{}");
        person.say(session, "anybody there?");
        assertThat(person.status()).isEqualTo("delayed");

        Side backend = backend(true);

        ObjectNode said = backend.hear("utb_msg");
        assertThat(said.get("text").asText()).isEqualTo("anybody there?");
        backend.ack(said);
        assertThat(person.status()).isEqualTo("delivered");
    }

    @Test
    void whoComesBackIsToldOfWhatWasSaidOnAnEarlierConnection() {
        String session = person.open("{}");
        long first = person.say(session, "one");
        long second = person.say(session, "two");
        assertThat(person.status()).isEqualTo("delayed");
        person.close();
        Side seenAll = resuming(session, second);
        Side seenNone = resuming(session, 0);
        Side asking = person();
        asking.ok("history", "{\"session\":\"" + session + "\"}");
        Side plain = Side.stranger(server.url(), bot);
        plain.ok("phx_join", "{\"access_token\":\"" + ACCESS + "\"}");
        plain.ok("put_data", "{\"session\":\"" + session + "\",\"data\":{}}");
        sides.addAll(List.of(seenAll, seenNone, asking, plain));

        Side backend = backend(true);
        backend.ack(backend.hear("utb_msg"));
        backend.ack(backend.hear("utb_msg"));
        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"done\"}");

        for (Side side : List.of(seenAll, seenNone, asking)) {
            assertThat(List.of(side.hear("msg_status"), side.hear("msg_status")))
                    .extracting(
                            status -> status.get("seq").asLong(),
                            status -> status.get("status").asText())
                    .containsExactly(tuple(first, "delivered"), tuple(second, "delivered"));
            side.hear("btu_msg");
            assertThat(side.hasHeard("msg_status")).isFalse();
        }
        plain.hear("btu_msg");
        assertThat(plain.hasHeard("msg_status")).isFalse();
    }

    @Test
    void whatWasDealtWithBeforeSomebodyCameIsNotToldAgain() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "one");
        backend.ack(backend.hear("utb_msg"));
        assertThat(person.status()).isEqualTo("delivered");

        Side later = resuming(session, 0);
        sides.add(later);
        long second = later.say(session, "two");
        backend.ack(backend.hear("utb_msg"));

        assertThat(later.hear("msg_status").get("seq").asLong()).isEqualTo(second);
        assertThat(person.hear("msg_status").get("seq").asLong())
                .as("whichever connection said it")
                .isEqualTo(second);
    }

    @Test
    void whatABackendLeavesGoesToAnotherAtOnce() {
        Side first = backend(true);
        String session = person.open("{}");
        first.hear("new_session");
        Side second = backend(true);
        person.say(session, "hello");
        String id = first.hear("utb_msg").get("id").asText();

        first.close();

        ObjectNode said = second.hear("utb_msg");
        assertThat(said.get("id").asText()).isEqualTo(id);
        second.ack(said);
        assertThat(person.status()).isEqualTo("delivered");
    }

    @Test
    void aBackendThatComesBackGetsWhatItDidNotAcknowledgeAndNothingElse() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "one");
        backend.ack(backend.hear("utb_msg"));
        person.say(session, "two");
        String id = backend.hear("utb_msg").get("id").asText();
        backend.ok("phx_leave", "{}");

        Side again = backend(true);

        ObjectNode said = again.hear("utb_msg");
        assertThat(said.get("id").asText()).isEqualTo(id);
        again.ack(said);
        assertThat(person.status()).isEqualTo("delivered");
        assertThat(again.hasHeard("utb_msg")).isFalse();
    }

    @Test
    void aRepeatedAnswerToARedeliveryIsInTheLogOnce() {
        Side first = backend(true);
        String session = person.open("{}");
        long seq = person.say(session, "hello");
        first.hear("utb_msg");
        String answer = "{\"session\":\"" + session + "\",\"text\":\"answer\",\"client_id\":\"x\"}";
        // Stored on a connection that was not told of the event, as after a cut between delivery and answer.
        Side second = backend(true);
        JsonNode stored = second.ok("btu_msg", answer);
        first.close();
        assertThat(second.hear("utb_msg").get("seq").asLong()).isEqualTo(seq);

        assertThat(second.ok("btu_msg", answer)).isEqualTo(stored);

        assertThat(person.status()).isEqualTo("delivered");
        JsonNode history = person.ok("history", "{\"session\":\"" + session + "\"}");
        assertThat(history.get("events").findValuesAsText("text")).containsExactly("hello", "answer");
    }

    @Test
    void whatABackendSaysWhileAHumanHasTheSessionIsRefused() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "a human, please");
        backend.hear("utb_msg");
        SessionRef target = new SessionRef(UUID.fromString(session), UUID.fromString(bot), null);
        Conversations conversations = server.parley().conversations();
        Waiting.on(conversations.takeOver(target, "Ann"));
        String late = "{\"session\":\"" + session + "\",\"text\":\"I can do that\",\"client_id\":\"late\"}";

        assertThat(backend.refused("btu_msg", late)).isEqualTo(json("{'reason':'taken_over'}"));

        Waiting.on(conversations.say(target, Conversations.agentAuthor("Ann"), Message.text("Ann here")));
        assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("Ann here");
        Waiting.on(conversations.handBack(target));
        backend.ok("btu_msg", late);
        assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("I can do that");
    }

    @Test
    void backendsShareSessionsEvenlyAndEachStaysWhereItIs() {
        Side first = backend(true);
        Side second = backend(true);
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            sessions.add(person.open("{}"));
        }
        Set<String> ofFirst = new HashSet<>();
        Set<String> ofSecond = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            ofFirst.add(first.hear("new_session").get("session").asText());
            ofSecond.add(second.hear("new_session").get("session").asText());
        }
        assertThat(ofFirst).hasSize(10).doesNotContainAnyElementsOf(ofSecond);
        assertThat(ofSecond).hasSize(10);

        backend(true);
        for (String session : sessions) {
            person.say(session, "hello");
            Side owner = ofFirst.contains(session) ? first : second;
            ObjectNode said = owner.hear("utb_msg");
            assertThat(said.get("session").asText()).isEqualTo(session);
            owner.ack(said);
        }
    }

    @Test
    void nothingOfAnErasedSessionIsDelivered() {
        String erased = person.open("{}");
        String kept = person.open("{}");
        person.say(erased, "forget me");
        person.say(kept, "hello");
        person.ok("delete_session", "{\"session\":\"" + erased + "\"}");

        Side backend = backend(true);

        backend.ack(backend.hear("utb_msg"));
        person.say(kept, "again");
        assertThat(backend.hear("utb_msg").get("text").asText()).isEqualTo("again");
    }

    @Test
    void anotherTokenEndsTheOldBackendAndTheNewOneGetsWhatWaits() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "hello");
        backend.hear("utb_msg");

        update(manifest("another-token", "Ada"));

        backend.hear("phx_error");
        assertThat(backend.refused("phx_join", "{\"engine_token\":\"" + TOKEN + "\"}"))
                .isEqualTo(json("{'reason':'unauthorized'}"));
        Side next = track(Side.backend(server.url(), bot, "another-token", true));
        next.ack(next.hear("utb_msg"));
    }

    @Test
    void twoTokensCountWhileOneTakesThePlaceOfTheOther() {
        update(manifest("x", "Ada").replace("\"token\":\"x\"", "\"tokens\":[\"" + TOKEN + "\",\"next\"]"));
        Side old = backend(true);
        Side next = track(Side.backend(server.url(), bot, "next", true));
        String session = person.open("{}");

        update(manifest("x", "Ada").replace("\"token\":\"x\"", "\"tokens\":[\"next\"]"));

        old.hear("phx_error");
        assertThat(old.refused("phx_join", "{\"engine_token\":\"" + TOKEN + "\"}"))
                .isEqualTo(json("{'reason':'unauthorized'}"));
        person.say(session, "who is there?");
        next.ack(next.hear("utb_msg"));
        assertThat(next.hasHeard("phx_error")).isFalse();
    }

    @Test
    void anotherNameLeavesTheBackendThereAndSignsWhatItSaysThen() {
        Side backend = backend(true);
        String session = person.open("{}");
        person.say(session, "hello");
        backend.hear("utb_msg");

        update(manifest(TOKEN, "Grace"));

        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"hi\"}");
        assertThat(person.hear("btu_msg").get("author").get("name").asText()).isEqualTo("Grace");
        person.say(session, "still there?");
        while (!backend.hear("utb_msg").get("text").asText().equals("still there?")) {
            // The first one again: its engine was made anew before the answer to it was noted.
            backend.ok("ack", "{\"session\":\"" + session + "\",\"seq\":2}");
        }
    }

    @Test
    void aRemovedBotsBackendIsTold() {
        Side backend = backend(true);
        server.api("DELETE", "/api/bots/" + bot, "");
        backend.hear("phx_error");
        assertThat(backend.refused("phx_join", "{\"engine_token\":\"" + TOKEN + "\"}"))
                .isEqualTo(json("{'reason':'unauthorized'}"));
    }

    @Test
    void whatWaitsOutlivesTheServer() {
        TestServer own = TestServer.start();
        try {
            String id = own.makeBot(manifest(TOKEN, "Ada"));
            Side before = Side.person(own.url(), id, ACCESS);
            String session = before.open("{}");
            Side first = Side.backend(own.url(), id, TOKEN, true);
            before.say(session, "hello");
            first.hear("utb_msg");

            own.pause();
            own.resume();

            try (Side second = Side.backend(own.url(), id, TOKEN, true)) {
                second.ack(second.hear("utb_msg"));
            }
        } finally {
            own.stop();
        }
    }

    @Test
    void aBackendThatReadsNothingIsCutOffAndHoldsNobodyUp() throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket slow = server.http()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(server.url().replaceFirst("http", "ws") + "/socket/websocket?vsn=2.0.0"),
                        new Unreading(closed))
                .join();
        slow.sendText(
                        "[\"1\",\"1\",\"bot:" + bot + "\",\"phx_join\",{\"engine_token\":\"" + TOKEN
                                + "\",\"ack\":true}]",
                        true)
                .join();
        String first = person.open("{}");
        person.say(first, "the slow one has this");
        String text = "x".repeat(90_000);
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 250; i++) {
            String session = person.open("{}");
            sessions.add(session);
            person.send("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"" + text + "\"}");
        }
        sessions.add(first);

        Side other = backend(true);
        while (!sessions.isEmpty()) {
            ObjectNode said = other.hear("utb_msg");
            sessions.remove(said.get("session").asText());
            other.ack(said);
        }
        slow.request(Long.MAX_VALUE);
        assertThat(closed.get(20, TimeUnit.SECONDS)).isIn(1013, 1006);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"engine_token":"wrong"}                            | {"reason":"unauthorized"}
            {"engine_token":""}                                 | {"reason":"unauthorized"}
            {"engine_token":7}                                  | {"reason":"unauthorized"}
            {"engine_token":null}                               | {"reason":"unauthorized"}
            {"engine_token":"the-access-token"}                 | {"reason":"unauthorized"}
            {"access_token":"the-engine-token"}                 | {"reason":"unauthorized"}
            {"engine_token":"the-engine-token","ack":"yes"}     | {"reason":"invalid_payload","field":"ack"}
            {"engine_token":"the-engine-token","ack":null}      | {"reason":"invalid_payload","field":"ack"}
            """)
    void aJoinIsRefused(String payload, String response) {
        assertThat(track(Side.stranger(server.url(), bot)).refused("phx_join", payload))
                .isEqualTo(TestServer.json(response));
    }

    @Test
    void abotOfAnotherEngineHasNoBackends() {
        String echo = server.makeBot("{\"engine\":{\"type\":\"echo\"}}");
        assertThat(track(Side.stranger(server.url(), echo)).refused("phx_join", "{\"engine_token\":\"" + TOKEN + "\"}"))
                .isEqualTo(json("{'reason':'unauthorized'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            btu_msg    | []                                                  | {"reason":"invalid_payload"}
            btu_msg    | {"text":"x"}                                        | {"reason":"invalid_payload","field":"session"}
            btu_msg    | {"session":7,"text":"x"}                            | {"reason":"invalid_payload","field":"session"}
            btu_msg    | {"session":"nope","text":"x"}                       | {"reason":"unknown_session"}
            btu_msg    | {"session":"$OTHER","text":"x"}                     | {"reason":"unknown_session"}
            btu_msg    | {"session":"$SESSION"}                              | {"reason":"invalid_payload","field":"text"}
            btu_msg    | {"session":"$SESSION","text":" "}                   | {"reason":"invalid_payload","field":"text"}
            btu_msg    | {"session":"$SESSION","text":"x","cause":0}         | {"reason":"invalid_payload","field":"cause"}
            btu_msg    | {"session":"$SESSION","text":"x","client_id":""}    | {"reason":"invalid_payload","field":"client_id"}
            btu_msg    | {"session":"$SESSION","text":"x","buttons":[{}]}    | {"reason":"invalid_payload","field":"buttons/0/title"}
            btu_msg    | {"session":"$SESSION","image":"nope"}               | {"reason":"invalid_payload","field":"image"}
            btu_msg    | {"session":"$SESSION","image":"$OTHER"}             | {"reason":"invalid_image"}
            btu_msg    | {"session":"$SESSION","text":"x","image":"$OTHER"}  | {"reason":"invalid_image"}
            btu_msg    | {"session":"$SESSION","file":"javascript:x()"}      | {"reason":"invalid_payload","field":"file"}
            btu_msg    | {"session":"$SESSION","text":"$LONG"}               | {"reason":"too_long"}
            typing     | {"on":true}                                         | {"reason":"invalid_payload","field":"session"}
            typing     | {"session":"$SESSION","on":"yes"}                   | {"reason":"invalid_payload","field":"on"}
            typing     | {"session":"$OTHER","on":true}                      | {"reason":"unknown_session"}
            put_data   | {"session":"$SESSION","data":[]}                    | {"reason":"invalid_payload","field":"data"}
            put_data   | {"session":"$OTHER","data":{"a":1}}                 | {"reason":"unknown_session"}
            put_data   | {"session":"$OTHER","data":{}}                      | {"reason":"unknown_session"}
            put_data   | {"session":"$SESSION","data":{"a":"$LONG"}}         | {"reason":"too_long"}
            ack        | {"session":"$SESSION"}                              | {"reason":"invalid_payload","field":"seq"}
            ack        | {"session":"$SESSION","seq":-1}                     | {"reason":"invalid_payload","field":"seq"}
            ack        | {"session":"$SESSION","seq":"1"}                    | {"reason":"invalid_payload","field":"seq"}
            ack        | {"seq":1}                                           | {"reason":"invalid_payload","field":"session"}
            utb_msg    | {"session":"$SESSION","text":"x"}                   | {"reason":"unknown_event"}
            new_session| {}                                                  | {"reason":"unknown_event"}
            """)
    void aPushIsRefusedAndChangesNothing(String event, String payload, String response) {
        Side backend = backend(true);
        String session = person.open("{}");
        String otherBot = server.makeBot(manifest("other-token", "Other"));
        String other = track(Side.person(server.url(), otherBot, ACCESS)).open("{}");

        JsonNode refused = backend.refused(
                event,
                payload.replace("$SESSION", session).replace("$OTHER", other).replace("$LONG", "x".repeat(100_001)));

        assertThat(refused).isEqualTo(TestServer.json(response));
        JsonNode history = person.ok("history", "{\"session\":\"" + session + "\"}");
        assertThat(history.get("events")).isEmpty();
        backend.ok("btu_msg", "{\"session\":\"" + session + "\",\"text\":\"the channel lives\"}");
    }

    private Side backend(boolean ack) {
        return track(Side.backend(server.url(), bot, TOKEN, ack));
    }

    private Side resuming(String session, long seen) {
        Side side = Side.stranger(server.url(), bot);
        side.ok("phx_join", "{\"access_token\":\"" + ACCESS + "\",\"sessions\":{\"" + session + "\":" + seen + "}}");
        return side;
    }

    private Side person() {
        return track(Side.person(server.url(), bot, ACCESS));
    }

    private Side track(Side side) {
        sides.add(side);
        return side;
    }

    private static String manifest(String token, String name) {
        return json(
                        "{'name':'%s','engine':{'type':'socket','token':'%s'},"
                                + "'channels':[{'type':'websocket','access_token':'%s'}]}",
                        name, token, ACCESS)
                .toString();
    }

    private void update(String manifest) {
        assertThat(server.api("PATCH", "/api/bots/" + bot, "{\"bot\":{\"manifest\":" + manifest + "}}")
                        .statusCode())
                .isEqualTo(200);
    }

    private String upload(String session) throws Exception {
        Multipart form = new Multipart()
                .part("file", "pixel.png", "image/png", Base64.getDecoder().decode(PIXEL));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/content/image/" + bot + "/" + session))
                .header("content-type", form.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()))
                .build();
        String answer = server.http()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return TestServer.json(answer).get("id").asText();
    }

    private static JsonNode json(String text, Object... values) {
        return TestServer.json(text.formatted(values).replace('\'', '"'));
    }

    /** A listener that never asks for what was sent to it. */
    private record Unreading(CompletableFuture<Integer> closed) implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket webSocket) {}

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }
    }
}
