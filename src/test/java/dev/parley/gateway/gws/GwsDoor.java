package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.onelog.Door;
import dev.parley.onelog.Visitor;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** GWS chats: the chat's id is the session's, and news is asked for. */
public final class GwsDoor implements Door {
    @Override
    public String gateway() {
        return "gws";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject().put("type", "gws");
    }

    @Override
    public String visitorName() {
        return "Ann";
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        RawChats client = new RawChats(server.url());
        return new Page(client, client.begin(), new ArrayDeque<>());
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        RawChats client = new RawChats(server.url());
        String chat = "/api/v2/chats/" + key;
        List<RawChats.Answer> answers = List.of(
                client.get(chat),
                client.get(chat + "/messages"),
                client.get(chat + "/messages?index=1"),
                client.say(chat, "let me in"),
                client.does(chat, "SendStartTypingNotification"),
                client.does(chat, "SendStopTypingNotification"),
                client.does(chat, "Complete"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("statusCode").asInt()).isEqualTo(6);
        });
        return answers.toString();
    }

    @Override
    public String toString() {
        return gateway();
    }

    private record Page(RawChats client, String chat, Queue<String> heard) implements Visitor {
        @Override
        public String key() {
            return RawChats.id(chat).toString();
        }

        @Override
        public void say(String text) {
            assertThat(client.say(chat, text).status()).isEqualTo(200);
        }

        @Override
        public String hear() {
            Waiting.until("somebody said something", () -> {
                client.get(chat + "/messages").json().get("messages").forEach(this::take);
                return !heard.isEmpty();
            });
            return heard.remove();
        }

        private void take(JsonNode entry) {
            if (entry.get("type").asText().equals("Text")
                    && !entry.at("/from/type").asText().equals("Customer")) {
                heard.add(entry.get("text").asText());
            }
        }

        @Override
        public void close() {
            client.does(chat, "Complete");
        }
    }
}
