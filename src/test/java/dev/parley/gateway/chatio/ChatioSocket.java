package dev.parley.gateway.chatio;

import dev.parley.testing.Waiting;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection of a customer, as a test uses it: blocks until what is asked for has come. */
final class ChatioSocket {
    private static final int LIMIT_MS = 10_000;

    private final Via via;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger closed = new AtomicInteger(-1);
    private boolean showsTyping;
    private int requests;

    private ChatioSocket(Via via, WebSocket socket) {
        this.via = via;
        this.socket = socket;
        socket.textMessageHandler(messages::add);
        socket.closeHandler(gone -> {
            Short code = socket.closeStatusCode();
            closed.set(code == null ? 1006 : code);
        });
    }

    static ChatioSocket connect(WebSocketClient client, int port, Via via, long license) {
        return connect(client, port, via, via.path(license), null);
    }

    static ChatioSocket connect(WebSocketClient client, int port, Via via, String path, String origin) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        if (origin != null) {
            options.putHeader("origin", origin);
        }
        return Waiting.on(client.connect(options).map(socket -> new ChatioSocket(via, socket)));
    }

    /** Frames that tell who types are no longer passed over. */
    ChatioSocket showTyping() {
        showsTyping = true;
        return this;
    }

    ChatioSocket sendText(String text) {
        Waiting.on(socket.writeTextMessage(text));
        return this;
    }

    ChatioSocket send(JsonObject frame) {
        return sendText(via.encode(frame));
    }

    /** Sends a request; its id. */
    String request(String action, JsonObject payload) {
        String id = "r" + ++requests;
        send(new JsonObject().put("request_id", id).put("action", action).put("payload", payload));
        return id;
    }

    /** Asks and returns the payload of the response, which must be the next frame and a success. */
    JsonObject ask(String action, JsonObject payload) {
        String id = request(action, payload);
        JsonObject frame = next();
        if (!id.equals(frame.getString("request_id")) || !frame.getBoolean("success", false)) {
            throw new AssertionError("no success of " + action + " " + id + ": " + frame.encode());
        }
        return frame.getJsonObject("payload");
    }

    /** Asks for what is settled by a push, and returns that push's payload. */
    JsonObject push(String action, JsonObject payload) {
        String id = request(action, payload);
        JsonObject response = next();
        JsonObject own = next();
        if (!response.getBoolean("success", false)
                || !id.equals(response.getString("request_id"))
                || !id.equals(own.getString("request_id"))
                || !"push".equals(own.getString("type"))) {
            throw new AssertionError("no response and push: " + response.encode() + "\n" + own.encode());
        }
        return own.getJsonObject("payload");
    }

    /** Asks and returns the error's type. */
    String refused(String action, JsonObject payload) {
        String id = request(action, payload);
        JsonObject frame = next();
        if (!id.equals(frame.getString("request_id")) || frame.getBoolean("success", true)) {
            throw new AssertionError("no refusal of " + action + ": " + frame.encode());
        }
        JsonObject error = frame.getJsonObject("payload").getJsonObject("error");
        if (error.getString("message", "").isEmpty()) {
            throw new AssertionError("a refusal without a reason: " + frame.encode());
        }
        return error.getString("type");
    }

    ChatioSocket login(String bearer) {
        ask("login", new JsonObject().put("token", bearer));
        return this;
    }

    /** Starts a chat without a word; its id. */
    String start() {
        return push("start_chat", new JsonObject()).getJsonObject("chat").getString("id");
    }

    /** Says something; the own push's event. */
    JsonObject say(String chat, String text) {
        return push("send_event", message(chat, text)).getJsonObject("event");
    }

    static JsonObject message(String chat, String text) {
        return new JsonObject()
                .put("chat_id", chat)
                .put("event", new JsonObject().put("type", "message").put("text", text));
    }

    /** The next frame. */
    JsonObject next() {
        JsonObject frame = next(LIMIT_MS);
        if (frame == null) {
            throw new AssertionError("no frame within " + LIMIT_MS + " ms, closed " + closed.get());
        }
        return frame;
    }

    /** The payload of the next frame, which must be this push, unasked. */
    JsonObject heard(String action) {
        JsonObject frame = next();
        if (!action.equals(frame.getString("action"))
                || !"push".equals(frame.getString("type"))
                || frame.containsKey("request_id")) {
            throw new AssertionError("no unasked " + action + ": " + frame.encode());
        }
        return frame.getJsonObject("payload");
    }

    /** The next frame within a time; null when none comes. */
    JsonObject next(int ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (true) {
            String message = message(end);
            JsonObject frame = message == null ? null : via.decode(message);
            boolean typing = frame != null && "incoming_typing_indicator".equals(frame.getString("action"));
            if (message == null || (frame != null && (showsTyping || !typing))) {
                return frame;
            }
        }
    }

    /** The next message as the transport has it; null when none comes. */
    String nextText(int ms) {
        return message(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
    }

    private String message(long end) {
        try {
            return messages.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing comes for a while. */
    void silent(int ms) {
        JsonObject frame = next(ms);
        if (frame != null) {
            throw new AssertionError("not silent: " + frame.encode());
        }
    }

    void drop() {
        Waiting.on(socket.close());
    }

    /** The code the server closed with; waits for it. */
    int closeCode() {
        Waiting.until("closed", () -> closed.get() >= 0);
        return closed.get();
    }

    boolean isOpen() {
        return closed.get() < 0;
    }
}
