package dev.parley.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A Socket.IO client that has begun with polling and gone on to a WebSocket. */
final class SocketIoSocket extends ClientSocket {
    static final String PATH = "/socket.io/?EIO=4&transport=";
    private static final String BEFORE = "42[\"all\",\"";

    private final String sid;

    /** Polls once; that it waits for the answer slows the generator down, which is not what is measured. */
    SocketIoSocket(HttpClient client, int port) {
        try {
            URI open = URI.create("http://127.0.0.1:" + port + PATH + "polling");
            String opened = client.send(HttpRequest.newBuilder(open).build(), BodyHandlers.ofString())
                    .body();
            sid = new JsonObject(opened.substring(1)).getString("sid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String path() {
        return PATH + "websocket&sid=" + sid;
    }

    @Override
    void opened() {
        send("2probe");
    }

    @Override
    String message(String text) {
        return BEFORE + text + "\"]";
    }

    @Override
    void text(String frame) {
        if (frame.equals("3probe")) {
            send("5");
            send("40");
        } else if (frame.equals("2")) {
            send("3");
        } else if (frame.startsWith("40")) {
            usable();
        } else if (frame.startsWith(BEFORE)) {
            answered(frame, BEFORE.length());
        }
    }
}
