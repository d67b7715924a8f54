package dev.parley.gateway.chip;

import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A visitor's socket, as a test uses it: blocks until what is asked for has come. */
public final class ChipSocket {
    private static final int LIMIT_MS = 5_000;

    private final WebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final AtomicInteger closed = new AtomicInteger(-1);

    private ChipSocket(WebSocket socket) {
        this.socket = socket;
        socket.frameHandler(frame -> {
            if (frame.isText()) {
                frames.add(frame.textData());
            } else if (frame.isBinary()) {
                frames.add("binary frame");
            }
        });
        socket.closeHandler(gone -> {
            Short code = socket.closeStatusCode();
            closed.set(code == null ? 1006 : code);
        });
    }

    /** Connects; throws what the server refuses with. */
    public static ChipSocket connect(WebSocketClient client, int port, String path) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        return new ChipSocket(Waiting.on(client.connect(options).map(WebSocket::pause))).begin();
    }

    /** A client for any number of sockets; to be kept while they are used. */
    public static WebSocketClient client(Vertx vertx) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(4 << 20)
                .setMaxMessageSize(4 << 20)
                .setMaxConnections(500));
    }

    private ChipSocket begin() {
        socket.resume();
        return this;
    }

    public ChipSocket send(JsonObject command) {
        return sendText(command.encode());
    }

    public ChipSocket sendText(String text) {
        Waiting.on(socket.writeTextMessage(text));
        return this;
    }

    public ChipSocket sendBinary(String text) {
        Waiting.on(socket.writeBinaryMessage(Buffer.buffer(text)));
        return this;
    }

    /** Begins or resumes a chat; its id. */
    public String start(String chatId) {
        send(new JsonObject().put("type", "start_chat").put("chat_id", chatId));
        return next().getString("chat_id");
    }

    public ChipSocket say(String text) {
        return send(new JsonObject().put("type", "send_msg").put("text", text));
    }

    public ChipSocket ack(Object id) {
        return send(new JsonObject().put("type", "ack_chat").put("msg_id", id));
    }

    /** The next event. */
    public JsonObject next() {
        return new JsonObject(next(LIMIT_MS));
    }

    /** The next message, not confirmed. */
    public JsonObject nextOut() {
        JsonObject event = next();
        if (!event.getString("type").equals("chat_out")) {
            throw new AssertionError("no chat_out: " + event.encode());
        }
        return event.getJsonObject("msg_out");
    }

    /** The next frame within a time. */
    public String next(int ms) {
        try {
            String frame = frames.poll(ms, TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within " + ms + " ms, closed " + closed.get());
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing comes for a while, and the socket stays open. */
    public void silent(int ms) {
        try {
            String frame = frames.poll(ms, TimeUnit.MILLISECONDS);
            if (frame != null || closed.get() >= 0) {
                throw new AssertionError("not silent: " + frame + ", closed " + closed.get());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean hasFrame() {
        return !frames.isEmpty();
    }

    public void close(int code) {
        Waiting.on(socket.close((short) code));
        Waiting.until("closed", () -> closed.get() >= 0);
    }

    /** The code the server closed with; waits for it. */
    public int closeCode() {
        Waiting.until("closed", () -> closed.get() >= 0);
        return closed.get();
    }

    public WebSocket raw() {
        return socket;
    }
}
