package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One tab of a person's browser: a socket joined to one bot, and what it was told in the order it came. */
final class Tab implements AutoCloseable {
    static final String TOKEN = "tab-token";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MS = 20_000;

    private final AidaClient client;
    private final String topic;

    private Tab(TestServer server, String bot) {
        client = new AidaClient(server.http(), server.url(), "2.0.0");
        topic = "bot:" + bot;
    }

    /** Makes an echo bot with this scope; its id. */
    static String echoBot(TestServer server, String scope) {
        return server.makeBot("{'engine':{'type':'echo','prefix':'echo: ','quiet':'/quiet','end_on':'bye'},"
                .concat("'channels':[{'type':'websocket','access_token':'tab-token','scope':'" + scope + "'}]}")
                .replace('\'', '"'));
    }

    /** A connected tab that has not joined. */
    static Tab connected(TestServer server, String bot) {
        return new Tab(server, bot);
    }

    /** A tab that joined without {@code sessions}, as AIDA's clients do. */
    static Tab plain(TestServer server, String bot) {
        Tab tab = new Tab(server, bot);
        assertThat(tab.join(object())).hasToString("{\"response\":{},\"status\":\"ok\"}");
        return tab;
    }

    /** A tab that joined with {@code sessions} as given. */
    static Tab counting(TestServer server, String bot, JsonNode sessions) {
        Tab tab = new Tab(server, bot);
        assertThat(tab.resume(sessions).get("status").asText()).isEqualTo("ok");
        return tab;
    }

    /** A tab that joined with empty {@code sessions}. */
    static Tab counting(TestServer server, String bot) {
        return counting(server, bot, object());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Joins with {@code sessions}; the reply with its status. */
    JsonNode resume(JsonNode sessions) {
        return join(object().set("sessions", sessions));
    }

    /** Joins; the reply with its status. */
    JsonNode join(ObjectNode payload) {
        return request("phx_join", payload.put("access_token", TOKEN));
    }

    /** Opens a session. */
    String open() {
        return ok("new_session", object()).get("session").asText();
    }

    /** Pushes without waiting; the ref. */
    String push(String event, JsonNode payload) {
        return client.push(topic, event, payload);
    }

    /** The reply to a push, with its status. */
    JsonNode reply(String ref) {
        return client.reply(ref);
    }

    /** Pushes; the reply with its status. */
    JsonNode request(String event, JsonNode payload) {
        return reply(push(event, payload));
    }

    /** Pushes; the response, which must be ok. */
    JsonNode ok(String event, JsonNode payload) {
        JsonNode reply = request(event, payload);
        assertThat(reply.get("status").asText()).as("%s", reply).isEqualTo("ok");
        return reply.get("response");
    }

    /** Pushes; the response, which must be an error. */
    JsonNode error(String event, JsonNode payload) {
        JsonNode reply = request(event, payload);
        assertThat(reply.get("status").asText()).as("%s", reply).isEqualTo("error");
        return reply.get("response");
    }

    static ObjectNode message(String session, String text) {
        return object().put("session", session).put("text", text);
    }

    /** Says something and returns the acknowledgement. */
    JsonNode say(String session, String text) {
        return ok("utb_msg", message(session, text));
    }

    /** Says something under a client id and returns the acknowledgement. */
    JsonNode say(String session, String text, String clientId) {
        return ok("utb_msg", message(session, text).put("client_id", clientId));
    }

    /** What is pushed next. */
    AidaClient.Frame next() {
        AidaClient.Frame push = client.take(frame -> !frame.event().equals("phx_reply"), PATIENCE_MS);
        assertThat(push).as("a push").isNotNull();
        return push;
    }

    /** What is pushed next but delivery statuses. */
    AidaClient.Frame event() {
        AidaClient.Frame push = next();
        return push.event().equals("msg_status") ? event() : push;
    }

    /** The next pushes but delivery statuses, as {@code event seq text}. */
    List<String> hear(int count) {
        List<String> heard = new ArrayList<>();
        while (heard.size() < count) {
            heard.add(line(event()));
        }
        return heard;
    }

    static String line(AidaClient.Frame push) {
        return push.event() + " " + push.payload().path("seq").asText() + " "
                + push.payload().path("text").asText();
    }

    /** The whole of a session as {@code history} shows it, as {@code seq text}. */
    List<String> history(String session) {
        List<String> shown = new ArrayList<>();
        ok("history", object().put("session", session).put("limit", 100))
                .get("events")
                .forEach(event -> shown.add(
                        event.get("seq").asLong() + " " + event.path("text").asText()));
        return shown;
    }

    /** Lets the bot say something of its own accord. */
    static Future<Appended> botSays(TestServer server, String session, String text) {
        return StoreCalls.append(
                server.parts().store(),
                new SessionRef(UUID.fromString(session), null, null),
                Draft.of(new Author(Author.Type.BOT, "Bot"), new Body.Text(text)));
    }

    /** Lets the bot say something of its own accord, and waits until it is stored; its seq. */
    static long told(TestServer server, String session, String text) {
        return Waiting.on(botSays(server, session, text)).event().seq();
    }

    @Override
    public void close() {
        client.close();
    }
}
