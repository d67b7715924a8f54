package dev.parley.crash;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One Phoenix connection with one channel, for a thread that does one thing after the other. When the connection is
 * lost every call throws an {@link IOException}, but what had arrived before can still be read.
 */
final class PhoenixSocket implements AutoCloseable, WebSocket.Listener {
    private static final long ANSWER_SECONDS = 5;
    private static final long BEAT_NANOS = 1_000_000_000L;
    private static final long SILENCE_NANOS = 4_000_000_000L;
    private static final String HEARTBEATS = "phoenix";
    private static final Frame LOST = new Frame(null, "lost", new JsonObject());

    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private final String topic;
    private String joinRef;
    private int refs;
    private long lastBeat = System.nanoTime();
    private volatile long lastHeard = System.nanoTime();

    /**
     * Something the server sent.
     *
     * @param ref whose reply it is, null for a push
     */
    record Frame(String ref, String event, JsonObject payload) {
        boolean isReply() {
            return event.equals("phx_reply");
        }

        boolean ok() {
            return payload.getString("status").equals("ok");
        }

        /** True for a reply that says to try again: the store cannot be written, or the server is starting. */
        boolean passes() {
            return !ok() && PhoenixSocket.passes(response());
        }

        JsonObject response() {
            return payload.getJsonObject("response");
        }
    }

    /** Connects. */
    PhoenixSocket(HttpClient http, String url, String topic) throws IOException {
        this.topic = topic;
        try {
            socket = http.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(ANSWER_SECONDS))
                    .buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/socket/websocket?vsn=2.0.0"), this)
                    .join();
        } catch (CompletionException unreachable) {
            throw new IOException(unreachable.getCause());
        }
    }

    /** Joins the topic; the reply to it. */
    JsonObject join(JsonObject payload) throws IOException {
        joinRef = String.valueOf(refs + 1);
        String ref = push("phx_join", payload);
        Frame reply = next(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        if (reply == null || !ref.equals(reply.ref())) {
            throw new IOException("the join was not answered first, but by " + reply);
        }
        if (!reply.ok()) {
            throw new Refused(reply.response());
        }
        return reply.response();
    }

    /** Sends a push and does not wait; its ref. */
    String push(String event, JsonObject payload) throws IOException {
        return send(joinRef, topic, event, payload);
    }

    private String send(String join, String to, String event, JsonObject payload) throws IOException {
        String ref = String.valueOf(++refs);
        String frame = new JsonArray()
                .add(join)
                .add(ref)
                .add(to)
                .add(event)
                .add(payload)
                .encode();
        try {
            socket.sendText(frame, true).join();
        } catch (CompletionException lost) {
            throw new IOException(lost.getCause());
        }
        return ref;
    }

    /**
     * Sends a heartbeat when it is time for one. A connection on which nothing is heard all the same, not even the answers
     * to heartbeats, is lost.
     */
    void beat() throws IOException {
        long now = System.nanoTime();
        if (now - lastHeard > SILENCE_NANOS) {
            throw new IOException("nothing is heard any more");
        }
        if (now - lastBeat > BEAT_NANOS) {
            lastBeat = now;
            send(null, HEARTBEATS, "heartbeat", new JsonObject());
        }
    }

    /** The next frame of the topic, or null when none came in time. */
    Frame next(long millis) throws IOException {
        try {
            Frame frame = received.poll(millis, TimeUnit.MILLISECONDS);
            if (frame == LOST) {
                received.add(LOST);
                throw new IOException("the connection is lost");
            }
            return frame;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonArray frame = new JsonArray(partial.toString());
            partial.setLength(0);
            lastHeard = System.nanoTime();
            if (!frame.getString(2).equals(HEARTBEATS)) {
                received.add(new Frame(frame.getString(1), frame.getString(3), frame.getJsonObject(4)));
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        received.add(LOST);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        received.add(LOST);
    }

    private static boolean passes(JsonObject refusal) {
        return refusal.getBoolean("retry", false) || "unavailable".equals(refusal.getString("reason"));
    }

    /** A join that was answered with an error. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient JsonObject response;

        Refused(JsonObject response) {
            super(response.encode());
            this.response = response;
        }

        /** True when the client is to try again. */
        boolean passes() {
            return PhoenixSocket.passes(response);
        }
    }
}
