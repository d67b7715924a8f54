package dev.parley.gateway.phoenix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.TestServer;
import java.net.http.HttpClient;

/** One side of a bot's topic in a test: a person's client or a backend, that pushes and hears. Payloads are JSON text. */
public final class Side implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_MS = 20_000;

    private final AidaClient client;
    private final String topic;

    private Side(String url, String bot) {
        this(new AidaClient(HTTP, url, "2.0.0"), bot);
    }

    private Side(AidaClient client, String bot) {
        this.client = client;
        topic = "bot:" + bot;
    }

    /** A backend that is joined. */
    public static Side backend(String url, String bot, String token, boolean ack) {
        Side side = new Side(url, bot);
        side.ok("phx_join", "{\"engine_token\":\"" + token + "\",\"ack\":" + ack + "}");
        return side;
    }

    /** A person's client that counts seqs and is joined. */
    public static Side person(String url, String bot, String token) {
        return new Side(url, bot).joined(token);
    }

    /** The same client joined to another bot over the same socket. What it hears is told to whichever asks first. */
    Side alsoPerson(String bot, String token) {
        return new Side(client, bot).joined(token);
    }

    private Side joined(String token) {
        ok("phx_join", "{\"access_token\":\"" + token + "\",\"sessions\":{}}");
        return this;
    }

    /** A client that has not joined. */
    public static Side stranger(String url, String bot) {
        return new Side(url, bot);
    }

    /** The response of a push that is answered ok. */
    public JsonNode ok(String event, String payload) {
        return answer("ok", event, payload);
    }

    /** The response of a push that is refused. */
    public JsonNode refused(String event, String payload) {
        return answer("error", event, payload);
    }

    private JsonNode answer(String status, String event, String payload) {
        String ref = send(event, payload);
        JsonNode reply = client.reply(ref);
        if (!reply.get("status").asText().equals(status)) {
            throw new AssertionError(event + " " + payload + " was answered " + reply + " instead of " + status);
        }
        return reply.get("response");
    }

    /** Pushes without waiting for the answer; its ref. */
    public String send(String event, String payload) {
        return client.push(topic, event, TestServer.json(payload));
    }

    /** Opens a session; its id. */
    public String open(String data) {
        return ok("new_session", "{\"data\":" + data + "}").get("session").asText();
    }

    /** Says a text; its seq. */
    public long say(String session, String text) {
        return ok("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"" + text + "\"}")
                .get("seq")
                .asLong();
    }

    /** The next push of this event, taken out. */
    public ObjectNode hear(String event) {
        AidaClient.Frame frame = client.take(heard -> heard.event().equals(event), PATIENCE_MS);
        if (frame == null) {
            throw new AssertionError("never heard " + event);
        }
        return (ObjectNode) frame.payload();
    }

    /** Whether a push of this event has come by now. */
    public boolean hasHeard(String event) {
        return client.take(heard -> heard.event().equals(event), 0) != null;
    }

    /** The next {@code msg_status}. */
    public String status() {
        return hear("msg_status").get("status").asText();
    }

    public void ack(JsonNode push) {
        ok("ack", "{\"session\":" + push.get("session") + ",\"seq\":" + push.get("seq") + "}");
    }

    @Override
    public void close() {
        client.close();
    }
}
