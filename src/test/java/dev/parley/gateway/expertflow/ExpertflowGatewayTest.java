package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conversations on a whole server: who is told what in which order, and what stays. */
class ExpertflowGatewayTest {
    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ExpertflowOptions.GRACE, Duration.ofMillis(200)));
        server.makeBot("""
                {"name":"Desk","engine":{"type":"echo","prefix":"echo: ","typing":true,"quiet":"/quiet","end_on":"bye"},
                 "channels":[{"type":"expertflow"}]}""");
        customers = new CustomerClients(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void theFirstJoinIsAcknowledgedThenToldThenGreeted() {
        Begun begun = customers.init();
        try (SioClient client = customers.connect()) {
            assertThat(session(begun).lastSeq()).isZero();
            assertThat(client.emit("joinConversation", begun.joining())
                            .get("code")
                            .asInt())
                    .isEqualTo(200);
            JsonNode info = client.take("conversationInfo", any -> true);

            assertThat(info.get("participant")).isEqualTo(info.get("participants"));
            assertThat(info.at("/participant/0/id").asText()).isEqualTo(begun.participant());
            assertThat(info.at("/participant/0/lastName").asText()).isEqualTo("Lee");
            assertThat(info.at("/participant/1/type").asText()).isEqualTo("Bot");
            assertThat(info.at("/conversation/refId").asText()).isEqualTo("+41790000000");
            assertThat(client.activity("greetings").at("/from/name").asText()).isEqualTo("Desk");
            assertThat(customers.log(begun)).containsExactly("person joined", "bot joined");
        }
    }

    @Test
    void ofSeveralSocketsThatJoinAtOnceOneIsTheFirst() {
        Begun begun = customers.init();
        List<SioClient> tabs =
                IntStream.range(0, 6).mapToObj(tab -> customers.connect()).toList();
        tabs.forEach(tab -> tab.fire("joinConversation", begun.joining()));
        tabs.forEach(tab -> tab.take("conversationInfo", any -> true));
        tabs.get(0).emit("sendMessage", begun.saying("hello"));
        tabs.forEach(tab -> tab.says("echo: hello"));

        assertThat(tabs.stream()
                        .filter(tab -> tab.hasHeard(
                                "messageArrived",
                                message -> message.path("activityType").asText().equals("greetings"))))
                .hasSize(1);
        assertThat(customers.log(begun)).containsExactly("person joined", "bot joined", "person text", "bot text");
        tabs.forEach(SioClient::close);
    }

    @Test
    void everySocketOfTheCustomerHearsTheOthersWhateverLoopItIsOn() {
        Begun begun = customers.init();
        List<SioClient> tabs =
                IntStream.range(0, 5).mapToObj(tab -> customers.join(begun)).toList();
        JsonNode ack = tabs.get(0).emit("sendMessage", begun.saying("/quiet hello"));
        tabs.get(1).fire("sendMessage", begun.saying("/quiet again"));

        for (SioClient tab : tabs.subList(2, 5)) {
            JsonNode first = tab.says("/quiet hello");
            assertThat(first.get("messageId")).isEqualTo(ack.get("messageId"));
            assertThat(first.get("messageType").asText()).isEqualTo("ChatMessage");
            assertThat(first.at("/from/id").asText()).isEqualTo(begun.participant());
            assertThat(first.get("processByBot").asBoolean()).isFalse();
            assertThat(tab.says("/quiet again").get("refId").asText()).isEqualTo("+41790000000");
        }
        tabs.get(0).says("/quiet again");
        assertThat(tabs.get(0).hasHeard("messageArrived", says("/quiet hello"))).isFalse();
        tabs.forEach(SioClient::close);
    }

    @Test
    void typingIsToldToTheOtherSocketsAndNotKept() {
        Begun begun = customers.init();
        try (SioClient typing = customers.join(begun);
                SioClient other = customers.join(begun)) {
            assertThat(typing.emit("sendMessage", begun.typing()).get("code").asInt())
                    .isEqualTo(200);
            assertThat(other.activity("typing").at("/from/type").asText()).isEqualTo("Customer");
            other.emit("sendMessage", begun.saying("/quiet"));
            typing.says("/quiet");
            // The bot's typing, which is told, is another's.
            assertThat(typing.hasHeard(
                            "messageArrived",
                            message -> message.path("activityType").asText().equals("typing")
                                    && message.at("/from/type").asText().equals("Customer")))
                    .isFalse();
            assertThat(customers.log(begun)).containsExactly("person joined", "bot joined", "person text");
        }
    }

    @Test
    void whoeverComesBackIsToldAllThatWasSaidAndGreetedNoMore() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            client.emit("sendMessage", begun.saying("one"));
            client.says("echo: one");
        }
        server.pause();
        server.resume();
        try (SioClient client = customers.connect()) {
            client.emit("joinConversation", begun.joining().put("name", "Ann L."));
            JsonNode info = client.take("conversationInfo", any -> true);

            assertThat(info.get("messages"))
                    .extracting(message -> message.get("text").asText())
                    .containsExactly("one", "echo: one");
            assertThat(info.at("/messages/0/processByBot").asBoolean()).isTrue();
            assertThat(info.at("/messages/0/createdAt")).isEqualTo(info.at("/messages/0/timestamp"));
            assertThat(info.at("/participant/0/name").asText()).isEqualTo("Ann L.");
            client.emit("sendMessage", begun.saying("two"));
            client.says("echo: two");
            assertThat(client.hasHeard(
                            "messageArrived",
                            message -> message.path("activityType").asText().equals("greetings")))
                    .isFalse();
        }
    }

    @Test
    void joiningTwiceOnOneSocketTellsEverythingOnceMoreAndNothingTwice() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            client.emit("joinConversation", begun.joining());
            client.take("conversationInfo", any -> true);
            client.emit("sendMessage", begun.saying("one"));
            client.says("echo: one");
            client.emit("sendMessage", begun.saying("two"));
            client.says("echo: two");

            assertThat(client.hasHeard("messageArrived", says("echo: one"))).isFalse();
        }
    }

    @Test
    void whoStaysAwayHasLeftAndComesBack() {
        Begun begun = customers.init();
        customers.join(begun).disconnect();
        Waiting.until("the customer has left", () -> customers.log(begun).contains("person left"));
        try (SioClient client = customers.join(begun)) {
            assertThat(customers.log(begun))
                    .containsExactly("person joined", "bot joined", "person left", "person joined");
            SioClient other = customers.join(begun);
            client.close();
            other.emit("sendMessage", begun.saying("/quiet"));
            assertThat(customers.log(begun)).hasSize(5);
            other.close();
        }
    }

    @Test
    void aTextWithAttachmentsIsOneMessageLiveAndLater() {
        Begun begun = customers.init();
        try (SioClient sender = customers.join(begun);
                SioClient other = customers.join(begun)) {
            ObjectNode message = begun.saying("/quiet look");
            message.putArray("attachments")
                    .addObject()
                    .put("type", "image/png")
                    .put("name", "a.png")
                    .put("contentUrl", "https://img.example/a.png");
            JsonNode ack = sender.emit("sendMessage", message);

            JsonNode live = other.says("/quiet look");
            assertThat(live.get("messageId")).isEqualTo(ack.get("messageId"));
            assertThat(live.get("attachments")).hasSize(1);
            // The bot says back what it can, which is the file.
            sender.message(answer -> answer.path("attachments").size() == 1);
            try (SioClient late = customers.connect()) {
                late.emit("joinConversation", begun.joining());
                JsonNode messages = late.take("conversationInfo", any -> true).get("messages");
                assertThat(messages).hasSize(2);
                assertThat(messages.get(0).get("messageId")).isEqualTo(ack.get("messageId"));
                assertThat(messages.get(0).get("attachments")).isEqualTo(live.get("attachments"));
            }
        }
    }

    @Test
    void whispersAreToldToNoCustomer() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            Author agent = Conversations.agentAuthor("Zoë");
            Draft whisper = Draft.of(agent, new Body.Text("a difficult one")).noted(Message.note(1, "whisper"));
            Waiting.on(conversations().append(target(begun), whisper));
            Waiting.on(conversations().append(target(begun), Draft.of(agent, new Body.Text("Good morning"))));

            JsonNode said = client.says("Good morning");
            assertThat(said.at("/from/type").asText()).isEqualTo("Agent");
            assertThat(said.at("/from/name").asText()).isEqualTo("Zoë");
            assertThat(client.hasHeard("messageArrived", says("a difficult one")))
                    .isFalse();
            try (SioClient late = customers.connect()) {
                late.emit("joinConversation", begun.joining());
                assertThat(late.take("conversationInfo", any -> true).get("messages"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aHumanWhoTakesOverIsPutIntoTheConversationAndTakenOutOfIt() {
        Begun begun = customers.init();
        String session = "/api/v1/sessions/" + begun.id();
        try (SioClient client = customers.join(begun)) {
            server.api("POST", session + "/take_over", "{\"agent\":\"Zoë\"}");
            assertThat(client.activity("participantAdded")
                            .at("/info/participant/name")
                            .asText())
                    .isEqualTo("Zoë");
            assertThat(client.activity("participantJoined")
                            .at("/info/participant/type")
                            .asText())
                    .isEqualTo("Agent");
            try (SioClient late = customers.connect()) {
                late.emit("joinConversation", begun.joining());
                assertThat(late.take("conversationInfo", any -> true).get("participants"))
                        .extracting(participant -> participant.get("type").asText())
                        .containsExactly("Customer", "Bot", "Agent");
            }
            server.api("POST", session + "/typing", "{\"on\":true}");
            assertThat(client.activity("typing").at("/from/name").asText()).isEqualTo("Zoë");
            server.api("POST", session + "/hand_back", "{}");
            client.activity("participantLeft");
            client.activity("participantRemoved");
        }
    }

    @Test
    void aBotEndsTheConversationBehindItsAnswer() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            client.emit("sendMessage", begun.saying("bye"));
            client.says("echo: bye");
            assertThat(client.activity("endOfConversation").at("/info/reason").asText())
                    .isEqualTo("bot");
            assertThat(client.emit("sendMessage", begun.saying("more"))
                            .get("code")
                            .asInt())
                    .isEqualTo(410);
        }
    }

    @Test
    void anEndIsToldToAllSocketsBeforeItIsAcknowledged() {
        Begun begun = customers.init();
        try (SioClient ending = customers.join(begun);
                SioClient other = customers.join(begun)) {
            assertThat(ending.emit("endConversation", begun.payload())
                            .get("code")
                            .asInt())
                    .isEqualTo(200);
            assertThat(ending.hasHeard(
                            "messageArrived",
                            message -> message.path("activityType").asText().equals("endOfConversation")))
                    .isTrue();
            assertThat(other.activity("endOfConversation").at("/info/reason").asText())
                    .isEqualTo("customer");
            assertThat(other.emit("sendMessage", begun.saying("x")).get("code").asInt())
                    .isEqualTo(410);
            assertThat(customers.log(begun)).last().isEqualTo("person closed");
        }
    }

    @Test
    void imagesOfTheBotAreAttachmentsWithAbsoluteAddressesAndButtonsAreButtons() {
        Begun begun = customers.init();
        UUID image = UUID.randomUUID();
        Author desk = new Author(Author.Type.BOT, "Desk");
        try (SioClient client = customers.join(begun)) {
            Waiting.on(conversations().append(target(begun), Draft.of(desk, new Body.Image(image, "image/png"))));
            Waiting.on(conversations()
                    .append(
                            target(begun),
                            Draft.of(
                                    desk,
                                    new Body.Text(
                                            "Tea?", List.of(new dev.parley.conversation.Button("Yes", "y")), null))));

            assertThat(client.message(message -> message.path("attachments").size() == 1)
                            .at("/attachments/0/contentUrl")
                            .asText())
                    .isEqualTo(server.url() + "/content/image/" + image);
            assertThat(client.says("Tea?").at("/buttons/0/title").asText()).isEqualTo("Yes");
        }
    }

    @Test
    void aConversationThatIsErasedIsOverForWhoHasItOpen() {
        Begun begun = customers.init();
        try (SioClient client = customers.join(begun)) {
            server.api("DELETE", "/api/v1/sessions/" + begun.id(), "");
            client.activity("endOfConversation");
            assertThat(client.emit("sendMessage", begun.saying("x")).get("code").asInt())
                    .isEqualTo(404);
        }
    }

    @Test
    void ofAVeryLongConversationTheNewestIsTold() {
        Begun begun = customers.init();
        Author desk = new Author(Author.Type.BOT, "Desk");
        String filling = "x".repeat(99_000);
        try (SioClient client = customers.join(begun)) {
            for (int i = 0; i < 25; i++) {
                Waiting.on(conversations().append(target(begun), Draft.of(desk, new Body.Text(i + " " + filling))));
            }
            client.message(message -> message.path("text").asText().startsWith("24 "));
            try (SioClient late = customers.connect()) {
                late.emit("joinConversation", begun.joining());
                JsonNode messages = late.take("conversationInfo", any -> true).get("messages");

                assertThat(messages).hasSizeBetween(15, 24);
                assertThat(messages.get(messages.size() - 1).get("text").asText())
                        .startsWith("24 ");
                late.emit("sendMessage", begun.saying("hello"));
                late.says("echo: hello");
            }
        }
    }

    @Test
    void oneSocketMayBeInSeveralConversations() {
        Begun one = customers.init();
        Begun two = customers.init();
        try (SioClient client = customers.join(one)) {
            client.emit("joinConversation", two.joining());
            client.fire("sendMessage", one.saying("first"));
            client.fire("sendMessage", two.saying("second"));

            assertThat(client.says("echo: first").get("conversationId").asText())
                    .isEqualTo(one.id());
            assertThat(client.says("echo: second").get("conversationId").asText())
                    .isEqualTo(two.id());
        }
    }

    private static java.util.function.Predicate<JsonNode> says(String text) {
        return message -> message.path("text").asText().equals(text);
    }

    private static Session session(Begun begun) {
        return Waiting.on(conversations().session(target(begun))).orElseThrow();
    }

    private static Conversations conversations() {
        return server.parley().conversations();
    }

    private static SessionRef target(Begun begun) {
        return new SessionRef(begun.session(), null, null);
    }
}
