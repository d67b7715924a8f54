package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Session;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What customers do, over as many connections as they have, and through restarts. */
class ChatioChatTest {
    @AutoClose
    private static final ChatioServer chatio = new ChatioServer();

    private static final ChatioClient client = chatio.client;

    @Test
    void everyConnectionOfACustomerHearsEverythingInOneOrder() {
        ChatioClient.Token ada = client.token();
        List<ChatioSocket> tabs = IntStream.range(0, 12)
                .mapToObj(i -> client.connect(Via.values()[i % 2]).login(ada.bearer()))
                .toList();
        ChatioSocket first = tabs.get(0);
        String chat = first.start();
        tabs.subList(1, tabs.size()).forEach(tab -> tab.heard("incoming_chat_thread"));

        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).request("send_event", ChatioSocket.message(chat, "from " + i));
        }

        List<List<String>> heard =
                tabs.stream().map(tab -> texts(tab, 2 * tabs.size())).toList();
        assertThat(heard.get(0)).hasSize(24).doesNotHaveDuplicates();
        assertThat(heard).allSatisfy(one -> assertThat(one).isEqualTo(heard.get(0)));
        tabs.forEach(tab -> tab.silent(50));
        tabs.forEach(ChatioSocket::drop);
    }

    /** The texts of the next events, each with its order, own ones by their push. */
    private static List<String> texts(ChatioSocket tab, int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            JsonObject frame = tab.next();
            if (frame.getString("action").equals("incoming_event")) {
                JsonObject event = frame.getJsonObject("payload").getJsonObject("event");
                texts.add(event.getInteger("order") + " " + event.getString("text"));
            }
        }
        return texts;
    }

    @Test
    void theBotsFirstWordsComeBehindTheThreadTheyAnswer() {
        for (int round = 0; round < 20; round++) {
            ChatioSocket socket = client.login(client.token());

            JsonObject begun =
                    socket.push("start_chat", events("hello", "you there")).getJsonObject("chat");

            assertThat(begun.getJsonObject("thread").getJsonArray("events"))
                    .extracting(event -> ((JsonObject) event).getString("text"))
                    .containsExactly("hello", "you there");
            assertThat(text(socket.heard("incoming_event"))).isEqualTo("echo: hello");
            assertThat(text(socket.heard("incoming_event"))).isEqualTo("echo: you there");
            socket.drop();
        }
    }

    private static JsonObject events(String... texts) {
        JsonArray events = new JsonArray();
        for (String text : texts) {
            events.add(new JsonObject().put("type", "message").put("text", text));
        }
        return new JsonObject().put("events", events);
    }

    private static String text(JsonObject payload) {
        return payload.getJsonObject("event").getString("text");
    }

    @Test
    void aChatBegunInTheShapeOfTheReferenceHasItsProperties() {
        ChatioSocket socket = client.login(client.token());
        JsonObject thread = events("/quiet hi").put("properties", new JsonObject("{\"t\":{\"a\":1}}"));

        JsonObject chat = socket.push(
                        "start_chat",
                        new JsonObject()
                                .put(
                                        "chat",
                                        new JsonObject()
                                                .put("properties", new JsonObject("{\"c\":{\"b\":{\"value\":[2]}}}"))
                                                .put("thread", thread)))
                .getJsonObject("chat");

        assertThat(chat.getJsonObject("properties")).isEqualTo(new JsonObject("{\"c\":{\"b\":{\"value\":[2]}}}"));
        assertThat(chat.getJsonObject("thread").getJsonObject("properties"))
                .isEqualTo(new JsonObject("{\"t\":{\"a\":{\"value\":1}}}"));
        JsonObject again = threads(
                        socket,
                        chat.getString("id"),
                        chat.getJsonObject("thread").getString("id"))
                .getJsonObject(0);
        assertThat(again.getJsonObject("properties")).isEqualTo(new JsonObject("{\"t\":{\"a\":{\"value\":1}}}"));
        socket.drop();
    }

    private static JsonArray threads(ChatioSocket socket, String chat, String... ids) {
        return socket.ask(
                        "get_chat_threads",
                        new JsonObject().put("chat_id", chat).put("thread_ids", new JsonArray(List.of(ids))))
                .getJsonObject("chat")
                .getJsonArray("threads");
    }

    @Test
    void aChatThatIsBegunAgainGoesOnInItsThread() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.login(ada);
        ChatioSocket other = client.login(ada);
        JsonObject first = socket.push("start_chat", events("/quiet one")).getJsonObject("chat");
        other.heard("incoming_chat_thread");

        JsonObject second =
                socket.push("start_chat", events("/quiet two", "/quiet three")).getJsonObject("chat");
        JsonObject third = socket.push("start_chat", new JsonObject()).getJsonObject("chat");

        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(thread(second)).isEqualTo(thread(first)).isEqualTo(thread(third));
        assertThat(second.getJsonObject("thread").getJsonArray("events"))
                .extracting(event -> ((JsonObject) event).getInteger("order"))
                .containsExactly(2, 3);
        assertThat(third.getJsonObject("thread").getJsonArray("events")).isEmpty();
        assertThat(text(other.heard("incoming_event"))).isEqualTo("/quiet two");
        assertThat(text(other.heard("incoming_event"))).isEqualTo("/quiet three");
        socket.silent(50);
        other.silent(50);
    }

    private static String thread(JsonObject chat) {
        return chat.getJsonObject("thread").getString("id");
    }

    @Test
    void twoTabsThatBeginAtTheSameMomentAreInOneThread() {
        for (int round = 0; round < 10; round++) {
            ChatioClient.Token ada = client.token();
            List<ChatioSocket> tabs =
                    IntStream.range(0, 4).mapToObj(i -> client.login(ada)).toList();

            List<String> ids = tabs.stream()
                    .map(tab -> tab.request("start_chat", events("/quiet " + tabs.indexOf(tab))))
                    .toList();

            for (ChatioSocket tab : tabs) {
                List<JsonObject> own = new ArrayList<>();
                while (own.size() < 2) {
                    JsonObject frame = tab.next();
                    if (ids.get(tabs.indexOf(tab)).equals(frame.getString("request_id"))) {
                        own.add(frame);
                    }
                }
                assertThat(own.get(0).getBoolean("success")).isTrue();
                assertThat(own.get(1).getString("action")).isEqualTo("incoming_chat_thread");
            }
            ChatioSocket reader = client.login(ada);
            JsonObject summary = summary(reader);
            JsonObject page =
                    reader.ask("get_chat_threads_summary", new JsonObject().put("chat_id", summary.getString("id")));
            assertThat(page.getInteger("total_threads")).isEqualTo(1);
            assertThat(page.getJsonArray("threads_summary").getJsonObject(0).getInteger("total_events"))
                    .isEqualTo(4);
            tabs.forEach(ChatioSocket::drop);
            reader.drop();
        }
    }

    private static JsonObject summary(ChatioSocket socket) {
        return socket.ask("get_chats_summary", new JsonObject())
                .getJsonArray("chats_summary")
                .getJsonObject(0);
    }

    @Test
    void theSameCustomIdIsStoredOnceEvenWhenTheThreadHasEnded() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.login(ada);
        String chat = socket.start();
        JsonObject message = ChatioSocket.message(chat, "bye");
        message.getJsonObject("event").put("custom_id", "c-1");
        JsonObject first = socket.push("send_event", message);
        assertThat(text(socket.heard("incoming_event"))).isEqualTo("echo: bye");
        socket.heard("thread_closed");

        JsonObject second = socket.push("send_event", message);

        assertThat(second).isEqualTo(first);
        ChatioSocket later = client.login(ada);
        assertThat(later.push("send_event", message)).isEqualTo(first);
        socket.silent(100);
        assertThat(later.ask("get_chat_threads_summary", new JsonObject().put("chat_id", chat))
                        .getInteger("total_threads"))
                .isEqualTo(1);
    }

    @Test
    void aBotThatEndsTheConversationIsNoUserWhoCloses() {
        ChatioSocket socket = client.login(client.token());
        String chat = socket.start();
        JsonObject said = socket.push("send_event", ChatioSocket.message(chat, "bye"));
        socket.heard("incoming_event");

        JsonObject closed = socket.heard("thread_closed");

        assertThat(closed)
                .isEqualTo(new JsonObject().put("chat_id", chat).put("thread_id", said.getString("thread_id")));
        assertThat(socket.refused("close_thread", new JsonObject().put("chat_id", chat)))
                .isEqualTo("validation");
        JsonObject reopened = socket.push("send_event", ChatioSocket.message(chat, "/quiet back"));
        assertThat(thread(reopened.getJsonObject("chat"))).isNotEqualTo(said.getString("thread_id"));
    }

    @Test
    void propertiesFieldsAndLastSeenReachEveryConnectionAndStay() {
        ChatioClient.Token ada = client.token();
        ChatioSocket one = client.login(ada);
        ChatioSocket two = client.connect(Via.SOCKET_IO).login(ada.bearer());
        String chat = one.start();
        two.heard("incoming_chat_thread");

        one.push("update_chat_properties", new JsonObject("{\"properties\":{\"n\":{\"a\":1}}}").put("chat_id", chat));
        assertThat(two.heard("chat_properties_updated").getJsonObject("properties"))
                .isEqualTo(new JsonObject("{\"n\":{\"a\":{\"value\":1}}}"));
        two.push("update_chat_properties", new JsonObject("{\"properties\":{\"n\":{\"b\":2}}}").put("chat_id", chat));
        assertThat(one.heard("chat_properties_updated").getJsonObject("properties"))
                .isEqualTo(new JsonObject("{\"n\":{\"b\":{\"value\":2}}}"));
        JsonObject customer = new JsonObject("{\"customer\":{\"email\":\"a@example.org\",\"fields\":{\"k\":\"v\"}}}");
        one.push("update_customer", customer);
        assertThat(two.heard("customer_updated").getJsonObject("customer").getString("email"))
                .isEqualTo("a@example.org");
        long seen = one.push("update_last_seen_timestamp", new JsonObject().put("chat_id", chat))
                .getLong("timestamp");
        assertThat(two.heard("last_seen_timestamp_updated").getString("user_id"))
                .isEqualTo(ada.customer());
        two.push(
                "update_last_seen_timestamp",
                new JsonObject().put("chat_id", chat).put("timestamp", 5));
        assertThat(one.heard("last_seen_timestamp_updated").getLong("timestamp"))
                .as("it is never taken back")
                .isEqualTo(seen);

        JsonObject data = chatio.data();
        assertThat(data.getJsonObject("chat_properties")).isEqualTo(new JsonObject("{\"n\":{\"a\":1,\"b\":2}}"));
        assertThat(data.getJsonObject("customer").getJsonObject("fields")).isEqualTo(new JsonObject("{\"k\":\"v\"}"));
        chatio.server.pause();
        chatio.server.resume();
        JsonObject summary = summary(client.login(ada));
        assertThat(summary.getJsonObject("properties"))
                .isEqualTo(new JsonObject("{\"n\":{\"a\":{\"value\":1},\"b\":{\"value\":2}}}"));
        JsonObject user = summary.getJsonArray("users").getJsonObject(0);
        assertThat(user.getString("email")).isEqualTo("a@example.org");
        assertThat(user.getLong("last_seen_timestamp")).isEqualTo(seen);
    }

    @Test
    void aRestartClosesTransportsAndTheCustomerGoesOnWhereItWas() {
        ChatioClient.Token ada = client.token();
        ChatioSocket before = client.login(ada);
        ChatioSocket old = client.connect(Via.SOCKET_IO).login(ada.bearer());
        String chat = before.start();
        old.heard("incoming_chat_thread");
        before.say(chat, "one");
        assertThat(text(before.heard("incoming_event"))).isEqualTo("echo: one");

        chatio.server.pause();
        assertThat(before.closeCode()).isNotEqualTo(1000);
        old.closeCode();
        old.heard("incoming_event");
        old.heard("incoming_event");
        assertThat(old.nextText(50))
                .as("41 would keep the client away for good")
                .isNull();
        chatio.server.resume();

        ChatioSocket after = client.login(ada);
        JsonObject last = summary(after).getJsonObject("last_event_per_type").getJsonObject("message");
        assertThat(last.getJsonObject("event").getString("text")).isEqualTo("echo: one");
        assertThat(last.getJsonObject("event").getInteger("order")).isEqualTo(2);
        assertThat(after.say(chat, "two").getInteger("order")).isEqualTo(3);
        assertThat(text(after.heard("incoming_event"))).isEqualTo("echo: two");
    }

    @Test
    void aHistoryOfThousandsOfEventsInManyThreadsIsComplete() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.login(ada);
        String chat = socket.start();
        int threads = 30;
        for (int thread = 1; thread < threads; thread++) {
            socket.push("close_thread", new JsonObject().put("chat_id", chat));
            socket.push("send_event", ChatioSocket.message(chat, "/quiet 1 of " + thread));
        }
        Session newest = chatio.session();
        for (int i = 2; i <= 2_500; i++) {
            socket.request("send_event", ChatioSocket.message(chat, "/quiet " + i));
            if (i % 500 == 0) {
                for (int frame = 0; frame < 2 * (i == 500 ? 499 : 500); frame++) {
                    socket.next();
                }
            }
        }
        ChatioSocket reader = client.login(ada);

        JsonObject page = reader.ask("get_chat_threads_summary", new JsonObject().put("chat_id", chat));
        JsonObject rest = reader.ask(
                "get_chat_threads_summary",
                new JsonObject().put("chat_id", chat).put("offset", 25));

        assertThat(page.getInteger("total_threads")).isEqualTo(threads);
        assertThat(page.getJsonArray("threads_summary")).hasSize(25);
        assertThat(rest.getJsonArray("threads_summary")).hasSize(5);
        JsonObject first = page.getJsonArray("threads_summary").getJsonObject(0);
        assertThat(first.getString("id")).isEqualTo(newest.id().toString());
        assertThat(first.getInteger("events_count")).isEqualTo(2_500);
        JsonArray events =
                threads(reader, chat, first.getString("id")).getJsonObject(0).getJsonArray("events");
        assertThat(IntStream.range(0, events.size())
                        .map(i -> events.getJsonObject(i).getInteger("order")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2_500).boxed().toList());
        assertThat(threads(reader, chat, UUID.randomUUID().toString(), "nonsense"))
                .isEmpty();
        assertThat(threads(reader, chat)).isEmpty();
    }

    @Test
    void aHumanComesAndGoesAsAUserOfTheChat() {
        ChatioSocket socket = client.login(client.token());
        String chat = socket.start();
        UUID session = chatio.session().id();

        chatio.server.api("POST", "/api/v1/sessions/" + session + "/take_over", "{\"agent\":\"Jane\"}");
        JsonObject joined = socket.heard("chat_users_updated").getJsonObject("updated_users");
        JsonObject jane = joined.getJsonArray("added").getJsonObject(0);
        assertThat(jane.getString("name")).isEqualTo("Jane");
        assertThat(jane.getString("type")).isEqualTo("agent");
        assertThat(joined.getJsonArray("removed_ids")).isEmpty();
        chatio.server.api(
                "POST", "/api/v1/sessions/" + session + "/messages", "{\"text\":\"Hi, I am Jane\",\"agent\":\"Jane\"}");
        assertThat(socket.heard("incoming_event").getJsonObject("event").getString("author_id"))
                .isEqualTo(jane.getString("id"));
        assertThat(socket.say(chat, "no echo any more").getInteger("order")).isEqualTo(2);
        chatio.server.api("POST", "/api/v1/sessions/" + session + "/hand_back", "");
        assertThat(socket.heard("chat_users_updated")
                        .getJsonObject("updated_users")
                        .getJsonArray("removed_ids"))
                .containsExactly(jane.getString("id"));
        socket.say(chat, "and you");
        assertThat(text(socket.heard("incoming_event"))).isEqualTo("echo: and you");
        JsonArray users = summary(socket).getJsonArray("users");
        assertThat(users)
                .extracting(user -> ((JsonObject) user).getString("name"))
                .contains("Front desk", "Jane");
    }

    @Test
    void structuredEventsAreShownAsTheyWereSentAndToldToTheBotAsData() {
        ChatioSocket socket = client.login(client.token());
        String chat = socket.start();
        JsonObject custom = new JsonObject(
                "{\"type\":\"custom\",\"content\":[1,{\"a\":null}],\"extra\":{\"kept\":true},\"properties\":{\"n\":{\"p\":1}}}");
        JsonObject form = new JsonObject("{\"type\":\"filled_form\",\"fields\":[{\"name\":\"n\",\"value\":\"v\"}]}");

        JsonObject shown = socket.push(
                        "send_event", new JsonObject().put("chat_id", chat).put("event", custom))
                .getJsonObject("event");
        socket.push("send_event", new JsonObject().put("chat_id", chat).put("event", form));
        JsonObject pressed = socket.push(
                "send_rich_message_postback",
                new JsonObject()
                        .put("chat_id", chat)
                        .put("thread_id", "t")
                        .put("event_id", "e-1")
                        .put("postback", new JsonObject().put("id", "yes").put("toggled", true)));

        assertThat(shown.getValue("content")).isEqualTo(custom.getValue("content"));
        assertThat(shown.getValue("extra")).isEqualTo(custom.getValue("extra"));
        assertThat(shown.getJsonObject("properties")).isEqualTo(new JsonObject("{\"n\":{\"p\":{\"value\":1}}}"));
        assertThat(pressed.getJsonObject("postback").getString("id")).isEqualTo("yes");
        JsonObject data = chatio.data();
        assertThat(data.getValue("custom")).isEqualTo(custom.getValue("content"));
        assertThat(data.getJsonObject("filled_form"))
                .isEqualTo(new JsonObject().put("fields", form.getValue("fields")));
        assertThat(data.getJsonObject("postback").getString("event_id")).isEqualTo("e-1");
        socket.silent(100);
        JsonObject last = summary(socket).getJsonObject("last_event_per_type");
        assertThat(last.fieldNames()).containsExactlyInAnyOrder("custom", "filled_form");
        assertThat(last.getJsonObject("filled_form").getJsonObject("event").getInteger("order"))
                .isEqualTo(2);
    }

    @Test
    void aBotsButtonsAreARichMessage() {
        ChatioSocket socket = client.login(client.token());
        socket.start();
        UUID session = chatio.session().id();

        chatio.server.api(
                "POST",
                "/api/v1/sessions/" + session + "/messages",
                "{\"text\":\"Well?\",\"buttons\":[{\"title\":\"Yes\",\"value\":\"y\"}]}");

        JsonObject event = socket.heard("incoming_event").getJsonObject("event");
        assertThat(event.getString("type")).isEqualTo("rich_message");
        JsonObject card = event.getJsonArray("elements").getJsonObject(0);
        assertThat(card.getString("title")).isEqualTo("Well?");
        assertThat(card.getJsonArray("buttons").getJsonObject(0))
                .isEqualTo(new JsonObject("{\"text\":\"Yes\",\"postback_id\":\"y\",\"user_ids\":[]}"));
    }

    @Test
    void nothingStaysOfAPersonWhoIsErasedAndTheClientIsSomebodyNew() {
        ChatioClient.Token ada = client.token();
        ChatioSocket socket = client.login(ada);
        String chat = socket.start();
        socket.say(chat, "/quiet secret");
        socket.push("update_customer", new JsonObject("{\"customer\":{\"name\":\"Ada\"}}"));
        UUID person = chatio.session().person();

        assertThat(Waiting.on(chatio.server.parley().conversations().erasePerson(person)))
                .isTrue();

        assertThat(socket.refused("send_event", ChatioSocket.message(chat, "still here?")))
                .isIn("validation", "authentication");
        ChatioSocket again = client.login(ada);
        assertThat(again.ask("get_chats_summary", new JsonObject()).getInteger("total_chats"))
                .isZero();
        JsonObject begun = again.push("start_chat", events("/quiet anew")).getJsonObject("chat");
        assertThat(begun.getString("id")).isNotEqualTo(chat);
        assertThat(begun.getJsonArray("users").getJsonObject(0).containsKey("name"))
                .isFalse();
    }
}
