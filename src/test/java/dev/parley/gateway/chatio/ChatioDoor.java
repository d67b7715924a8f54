package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.onelog.Door;
import dev.parley.onelog.Visitor;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** The door of chat.io's customers. */
public final class ChatioDoor implements Door {
    private static final List<String> ABOUT_A_CHAT = List.of(
            "get_chat_threads",
            "get_chat_threads_summary",
            "send_event",
            "send_sneak_peek",
            "send_rich_message_postback",
            "close_thread",
            "update_chat_properties",
            "update_chat_thread_properties",
            "update_chat_scopes",
            "update_last_seen_timestamp");

    @Override
    public String gateway() {
        return "chatio";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject().put("type", gateway()).put("license", ChatioClient.LICENSE);
    }

    @Override
    public String visitorName() {
        return null;
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        return new Customer(new ChatioClient(server.url()));
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        StringBuilder answered = new StringBuilder();
        try (ChatioClient client = new ChatioClient(server.url())) {
            ChatioSocket socket = client.login(client.token());
            String own = socket.start();
            for (String action : ABOUT_A_CHAT) {
                answered.append(refusal(socket, action, key, key));
            }
            answered.append(refusal(socket, "update_chat_thread_properties", own, key));
            JsonObject threads = socket.ask(
                    "get_chat_threads",
                    new JsonObject().put("chat_id", own).put("thread_ids", new JsonArray().add(key)));
            assertThat(threads.getJsonObject("chat").getJsonArray("threads")).isEmpty();
            socket.drop();
            return answered.append(threads.encode()).toString();
        }
    }

    /** What is answered about a chat and thread, which must be what is answered about those that never were. */
    private static String refusal(ChatioSocket socket, String action, String chat, String thread) {
        String nothing = UUID.randomUUID().toString();
        JsonObject known = refusal(socket, action, payload(chat, thread));
        assertThat(known).isEqualTo(refusal(socket, action, payload(chat.equals(thread) ? nothing : chat, nothing)));
        return known.encode();
    }

    private static JsonObject refusal(ChatioSocket socket, String action, JsonObject payload) {
        socket.request(action, payload);
        JsonObject answer = socket.next();
        assertThat(answer.getBoolean("success")).as(answer.encode()).isFalse();
        return answer.getJsonObject("payload");
    }

    private static JsonObject payload(String chat, String thread) {
        return ChatioSocket.message(chat, "let me in")
                .put("thread_id", thread)
                .put("thread_ids", new JsonArray().add(thread))
                .put("sneak_peek_text", "let me")
                .put("event_id", thread)
                .put("postback", new JsonObject().put("id", "p"))
                .put("properties", new JsonObject("{\"n\":{\"a\":1}}"));
    }

    @Override
    public String toString() {
        return gateway();
    }

    /** Somebody with one connection. */
    private static final class Customer implements Visitor {
        private final ChatioClient client;
        private final ChatioSocket socket;
        private final String chat;

        Customer(ChatioClient client) {
            this.client = client;
            this.socket = client.login(client.token());
            this.chat = socket.start();
        }

        @Override
        public String key() {
            return chat;
        }

        @Override
        public void say(String text) {
            String id = socket.request("send_event", ChatioSocket.message(chat, text));
            while (!id.equals(socket.next().getString("request_id"))) {
                // What came before is no answer.
            }
        }

        @Override
        public String hear() {
            JsonObject frame = socket.next();
            while (!frame.getString("action").equals("incoming_event") || frame.containsKey("request_id")) {
                frame = socket.next();
            }
            return frame.getJsonObject("payload").getJsonObject("event").getString("text");
        }

        @Override
        public void close() {
            socket.drop();
            client.close();
        }
    }
}
