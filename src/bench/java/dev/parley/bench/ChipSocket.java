package dev.parley.bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A visitor of web chat. What it is told comes from {@code /wc/send}, and it confirms everything at once. */
final class ChipSocket extends ClientSocket {
    private static final String TEXT = "\"text\":\"";

    private final HttpClient sender;
    private final URI address;
    private String chatId = "";
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    /**
     * @param sender in Courier's place
     */
    ChipSocket(HttpClient sender, int port) {
        this.sender = sender;
        this.address = URI.create("http://127.0.0.1:" + port + "/wc/send/" + Bots.CHIP + "/");
    }

    @Override
    String path() {
        return "/wc/connect/" + Bots.CHIP + "/";
    }

    @Override
    void opened() {
        send("{\"type\":\"start_chat\"}");
    }

    @Override
    String message(String text) {
        return "{\"chat_id\":\"" + chatId + "\",\"secret\":\"" + Bots.TOKEN + "\",\"msg\":{\"text\":\"" + text
                + "\",\"origin\":\"flow\"}}";
    }

    @Override
    void transmit(String text) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message(text)))
                .build();
        // One after the other: two requests at once may overtake each other.
        sent = sent.thenCompose(done -> sender.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .whenComplete((answer, failure) -> {
                    if (failure != null || answer.statusCode() != 200) {
                        broken(failure != null ? failure : new IllegalStateException(answer.body()));
                    }
                });
    }

    @Override
    void text(String frame) {
        JsonObject event = new JsonObject(frame);
        if (event.getString("type").equals("chat_started")) {
            chatId = event.getString("chat_id");
            usable();
        } else {
            long id = event.getJsonObject("msg_out").getLong("id");
            answered(frame, frame.indexOf(TEXT) + TEXT.length());
            send("{\"type\":\"ack_chat\",\"msg_id\":" + id + "}");
        }
    }
}
